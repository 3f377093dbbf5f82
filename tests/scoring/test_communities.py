"""What it means that a comment names a community: the lexicon's specification, by example."""

import subprocess
import sys
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.scoring.communities import (
    fill_sets,
    fold,
    inflect,
    load_lexicon,
    named_communities,
    written_phrases,
)

DATA = tomllib.loads(files("comments.scoring").joinpath("communities.toml").read_text("utf-8"))

NAMED = [
    ("en", "Shia pilgrims crossed at Taftan, two Hazaras among them.", ["shia", "hazara"]),
    ("en", "SUNNIS and Shi'ites drink from one river", ["sunni", "shia"]),
    ("en", "why do Ahl-e-Hadith and Barelvis quarrel", ["barelvi", "ahl-e-hadith"]),
    ("en", "Druze, Maronites, Copts and Yazidis", ["druze", "maronite", "copt", "yazidi"]),
    ("en", "the Jew, the Sikh and the atheist", ["jewish", "sikh", "atheist"]),
    ("en", "white people and black people alike", ["black", "white"]),
    ("en", "the blacks and the whites", ["black", "white"]),
    ("en", "#StandWithRohingya and #Rohingyas", ["rohingya"]),
    ("en", "muslimmmmm brothers!!!", ["muslim"]),
    ("ar", "والشيعة والسنة إخوة", ["sunni", "shia"]),
    ("ar", "وبالمسلمين وللمسيحيين حقوق", ["muslim", "christian"]),
    ("ar", "قال الشِّيعَةُ كلمتهم", ["shia"]),
    ("ar", "الـشـيـعـة", ["shia"]),
    ("ar", "الدروز والموارنة والأقباط والإيزيديين", ["druze", "maronite", "copt", "yazidi"]),
    ("ar", "البهائيين أقلية", ["bahai"]),
    ("ar", "هؤلاء روافض وأولئك نواصب", ["sunni", "shia"]),
    ("ar", "الأكراد والأرمن والتركمان", ["kurdish", "turkmen", "armenian"]),
    ("ar", "النازحين السوريين عندنا", ["syrian"]),
    ("fa", "شیعه‌ها و سنی‌ها همسایه‌اند", ["sunni", "shia"]),
    ("fa", "شيعيان و مسيحيان", ["shia", "christian"]),
    ("fa", "کردها و بلوچ‌های عزیز", ["kurdish", "baloch"]),
    ("fa", "بهایی‌ها و زرتشتیان", ["zoroastrian", "bahai"]),
    ("fa", "هزاره‌ها و تاجیک‌ها و ازبک‌ها", ["tajik", "hazara", "uzbek"]),
    ("fa", "خون خون است، شیعه و سنی ندارد", ["sunni", "shia"]),
    ("ur", "رافضی اور وہابی دونوں لڑتے ہیں", ["shia", "wahhabi"]),
    ("ur", "قادیانیوں، بریلویوں اور دیوبندیوں", ["barelvi", "deobandi", "ahmadi"]),
    ("ur", "مرزائی کہیں یا احمدی مسلمان", ["ahmadi"]),
    ("ur", "اہلِ حدیث اور اہلسنت", ["sunni", "ahl-e-hadith"]),
    ("ur", "ہندوؤں، سکھوں اور عیسائیوں", ["christian", "hindu", "sikh"]),
    ("ur", "ہزارہ، پشتون، سندھی اور سرائیکی", ["pashtun", "hazara", "sindhi", "saraiki"]),
    ("ps", "پښتانه او هزارګان وروڼه دي", ["pashtun", "hazara"]),
    ("ps", "تاجکان، ازبکان او بلوڅان", ["tajik", "uzbek", "baloch"]),
    ("tr", "Alevilerin ve Sünnilerin komşuluğu", ["sunni", "alevi"]),
    ("tr", "KÜRTLERE, Ermenilere, Süryanilere", ["assyrian", "kurdish", "armenian"]),
    ("tr", "Türk'ün, Kürt'ün, Laz'ın evladı", ["turkish", "kurdish", "laz"]),
    ("tr", "HIRİSTİYANLAR ile Müslümanlar", ["muslim", "christian"]),
    ("tr", "musluman ve hristiyan", ["muslim", "christian"]),
    ("tr", "Rum, Ermeni, Yahudi ne fark eder", ["jewish", "armenian", "greek"]),
    ("tr", "Rumların malı", ["greek"]),
    ("tr", "Şii ve Şia, ŞİİLER, siiler", ["shia"]),
    ("tr", "gayrimüslim vatandaşlar", ["non-muslim"]),
    ("tr", "Arap Alevileri", ["alawite"]),
    ("hi", "हिंदुओं और मुसलमानों", ["muslim", "hindu"]),
    ("hi", "हिन्दू मुस्लिम सिख ईसाई", ["muslim", "christian", "hindu", "sikh"]),
    ("hi", "दलितों पर ब्राह्मणों", ["dalit", "brahmin"]),
    ("hi", "कश्मीरी पंडितों की वापसी", ["kashmiri pandit"]),
    ("hi-Latn", "hinduon aur musalmano ko ladwate hain", ["muslim", "hindu"]),
    ("ur-Latn", "yahoodi aur qadiani lobby", ["ahmadi", "jewish"]),
    ("bn", "হিন্দু মুসলমানের দেশ, বৌদ্ধরাও আছে", ["muslim", "hindu", "buddhist"]),
    ("bn", "রোহিঙ্গাদের ফেরত পাঠান", ["rohingya"]),
    ("fr", "les musulmans, les chrétiennes et les juives", ["muslim", "christian", "jewish"]),
    ("de", "Aleviten, Kurden und Jüdinnen", ["alevi", "jewish", "kurdish"]),
    ("es", "los judíos y los católicos", ["catholic", "jewish"]),
    ("pt", "os cristãos e os muçulmanos", ["muslim", "christian"]),
    ("it", "gli ebrei e i musulmani", ["muslim", "jewish"]),
    ("ru", "мусульманам, христианам и евреям", ["muslim", "christian", "jewish"]),
    ("id", "Umat Kristen, Syiah dan Tionghoa", ["shia", "christian", "chinese"]),
]


@pytest.mark.parametrize(
    ("text", "communities"), [case[1:] for case in NAMED], ids=[f"{c[0]}-{c[1]}" for c in NAMED]
)
def test_a_comment_names_the_communities_whose_words_it_holds(text, communities):
    assert named_communities(text) == communities


NEAR_MISSES = {
    "": "an empty comment",
    "Iran, Saudi Arabia and the Taliban are to blame": "states and parties are no communities",
    "Turkey won; we ate turkey": "neither the country nor the bird is the people",
    "a Sunny day by the Indus in kurtis": "words that only resemble names",
    "the black car and the white wall": "colours",
    "a white house for the White House": "a colour and an institution",
    "the Muslim League lost to the Muslim Brotherhood": "parties",
    "the Islamic Republic of Iran": "a state",
    "Persian Gulf": "a sea",
    "United Arab Emirates and Saudi Arabian oil": "states",
    "Christian Bale was great": "a first name",
    "rum and cola": "a drink, not Rum",
    "Jude and Christ": "a first name; a figure of faith",
    "isla bonita, che tu sii, sia": "short words of other languages",
    "camisa negra, gato negro, Cristiano Ronaldo": "Spanish: a colour, a first name",
    "siasi jamaat Jamaat-e-Islami": "Urdu: political, a party",
    "zionist agents, takfiris, infidels": "charges, not names",
    "kurt kurda kurdu gösterdi, 1923'te kurdu": "Turkish: wolves, and founded",
    "arabaya bindim, türkü söyledim, siz geldiniz": "Turkish: car, song, you",
    "lazım değil": "Turkish: needed, not Laz",
    "Türkiye, Ermenistan, Yunanistan": "Turkish: states",
    "Suudi Arabistan ve Birleşik Arap Emirlikleri": "Turkish: states",
    "Türk Lirası": "Turkish: money",
    "سنین بالا، سن و سال، در هر سنی": "Persian: ages",
    "او کار کرد و تو هم کردی": "Persian: did",
    "سیگار را ترک کرد": "Persian: gave up",
    "جمهوری اسلامی": "Persian: a state",
    "سکه طلا، دلت خوش بوده": "Persian: coin, your heart, was",
    "هزاره سوم میلادی": "Persian: the third millennium",
    "بھائی صاحب، بات سنی آپ نے؟ سنے گا کون": "Urdu: brother, heard",
    "دکھ سکھ کے ساتھی": "Urdu: joy",
    "سعودی عرب، اسلام آباد، مسلم لیگ": "Urdu: a state, a city, a party",
    "صدر عارف علوی": "Urdu: a surname",
    "السلام علیکم": "a greeting",
    "هذه السنة والسنة الماضية، كل سنة": "Arabic: years",
    "الدولة الإسلامية والإخوان المسلمين": "Arabic: organisations",
    "الجيش العربي السوري": "Arabic: an army",
    "عربون محبة، مربط الفرس": "Arabic: pledge, horse",
    "جهود كبيرة": "Arabic: efforts",
    "kuch sikho, bahut sikh liya": "Hindi: learn",
    "सीखो और सिखाओ": "Hindi: learn and teach",
    "хорошие друзья": "Russian: friends, not Druze",
}


@pytest.mark.parametrize("text", NEAR_MISSES, ids=NEAR_MISSES.values())
def test_a_word_that_only_resembles_a_name_names_nobody(text):
    assert named_communities(text) == []


@pytest.mark.parametrize(
    ("text", "communities"),
    [
        ("non-Muslims", ["non-muslim"]),
        ("ex Muslim", ["ex-muslim"]),
        ("غیر مسلم", ["non-muslim"]),
        ("Kashmiri Pandits", ["kashmiri pandit"]),
        ("Greek Orthodox", ["orthodox"]),
        ("sand niggers", ["arab"]),
    ],
)
def test_the_longest_phrase_names_alone(text, communities):
    assert named_communities(text) == communities


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence():
    assert named_communities("My shirt is black. People stare.") == []
    assert named_communities("Black people stare.") == ["black"]


def test_a_community_named_many_times_stands_once():
    assert named_communities("shia Shia شیعہ şii शिया шииты") == ["shia"]


def test_turkish_endings_follow_the_vowels_of_the_word():
    endings = {"kürt": "lArIn", "rum": "lArdAn", "alevi": "yI"}
    written = {
        stem: list(inflect(f"{stem}~", "tr", DATA | {"endings": {"tr": [ending]}}))
        for stem, ending in endings.items()
    }
    assert written == {"kürt": ["kürtlerin"], "rum": ["rumlardan"], "alevi": ["aleviyi"]}


def test_arabic_particles_join_the_word_or_its_article():
    written = set(inflect("دروز", "ar", DATA))
    assert {"دروز", "الدروز", "وللدروز", "بدروز"} <= written
    assert "والسنة" in set(inflect("السنة", "ar", DATA))
    assert "سنة" not in set(inflect("السنة", "ar", DATA))


def every_written_form():
    """Community and form, for all forms without their endings and particles."""
    for name, languages in DATA["community"].items():
        for forms in languages.values():
            for form in forms:
                for phrase in fill_sets(form, DATA["sets"]):
                    if not phrase.endswith("~"):
                        yield name, phrase


def test_every_form_in_the_lexicon_is_found_in_a_sentence():
    left_out = {fold(word) for word in DATA["ambiguous"]["words"]}
    unfound = [
        (name, form)
        for name, form in every_written_form()
        if fold(form) not in left_out and name not in named_communities(f"... {form}, 2024!")
    ]
    assert unfound == []


def test_no_form_is_a_single_letter_or_empty():
    for languages in [*DATA["community"].values(), DATA["nobody"]]:
        assert all(len("".join(words)) > 1 for words in written_phrases(languages, DATA))


def test_every_language_has_endings_and_no_list_is_empty():
    for languages in DATA["community"].values():
        assert languages.keys() <= DATA["endings"].keys()
        assert all(languages.values())


def test_names_are_lower_case_english():
    assert all(name.isascii() and name == name.lower().strip() for name in load_lexicon().names)


WORDS = sorted({form for _, form in every_written_form() if " " not in form})
some_words = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@given(st.text())
def test_any_text_has_an_answer_in_canonical_order(text):
    names = load_lexicon().names
    places = [names.index(name) for name in named_communities(text)]
    assert places == sorted(set(places))


@given(some_words, st.randoms(use_true_random=False))
def test_the_order_of_sentences_does_not_matter(text, random):
    words = text.split()
    shuffled = random.sample(words, len(words))
    assert named_communities(" . ".join(words)) == named_communities(" . ".join(shuffled))


@given(some_words)
def test_case_does_not_matter(text):
    assert named_communities(text.upper()) == named_communities(text)
    assert named_communities(text.title()) == named_communities(text)


@given(some_words, st.sampled_from(["\u064e", "\u0651", "\u0640", "\u200d", "\u202b"]))
def test_arabic_marks_tatweel_and_joiners_do_not_matter(text, sign):
    marked = "".join(f"{letter}{sign}" if letter.isalpha() else letter for letter in text)
    assert named_communities(marked) == named_communities(text)


@given(some_words)
def test_arabic_and_persian_letters_are_the_same(text):
    swapped = text.translate(str.maketrans("یکيك", "يكیک"))
    assert named_communities(swapped) == named_communities(text)


@given(
    st.sampled_from([word for word in WORDS if word.isidentifier()]),
    st.sampled_from("qжঢघ"),
    st.sampled_from("qжঢघ"),
)
def test_a_form_inside_a_longer_run_of_letters_names_nobody(word, before, after):
    assert named_communities(f"{before}{word}{after}") == []


def test_the_lexicon_is_read_without_heavy_imports():
    code = (
        "import sys; from comments.scoring.communities import named_communities as n; n('Shia');"
        "print(*({'torch', 'transformers', 'pandas', 'pyarrow', 'numpy'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
