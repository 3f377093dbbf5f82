"""Short tables in encodings from before Unicode: an accent here and there is all that tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from comments.parsing.legacy import guess, guess_of_names

TABLES = {
    "German": "Kommentar;Name\nNein;Jörg\nJa;Ute\n",
    "French": "commentaire;auteur\nC'est une très bonne idée;Zoé\nça suffit;Eloïse\n",
    "Spanish": "comentario;autor\n¿Por qué mañana?;Iñaki\n",
    "Portuguese": "comentário;autor\nNão é possível;João\n",
    "Italian": "commento;autore\nPerché no? È così;Niccolò\n",
    "Swedish": "kommentar;namn\nDet är inte bra på något sätt;Åsa\n",
    "Dutch": "reactie;naam\nDe brug is te vroeg gesloten, één grote blunder;Zoë\n",
    "Indonesian": "komentar;nama\nJembatan itu ditutup terlalu cepat – benar;André\n",
    "English": 'comment,author\n"It’s a £5 “bridge” – really",Ann\n',
    "Polish": "komentarz;autor\nMost zamknięto zbyt wcześnie;Łukasz\n",
    "Czech": "komentář;autor\nMost byl uzavřen příliš brzy, což není dobře;Jiří\n",
    "Romanian": "comentariu;autor\nPodul a fost închis prea devreme, nu e în regulă;Ştefan\n",
    "Turkish": "yorum;yazar\nHayır;Ali\nşimdi değil;Ece\n",
    "Russian": "text;author\nНет;Оля\n",
    "Arabic": "text;author\nلا;منى\n",
    "Persian": "نظر;نام\nاين تصميم درست نبود;علي\n",
    "Urdu": "text;author\nيہ فيصلہ درست نہيں تھا;علي\n",
    "Greek": "σχόλιο;όνομα\nΗ γέφυρα έκλεισε πολύ νωρίς;Γιώργος\n",
    "Hebrew": "תגובה;שם\nההחלטה הזאת לא טובה לאף אחד;דוד\n",
    "Chinese": "评论,作者\n这座桥关得太早了,李明\n",
    "Traditional Chinese": "評論,作者\n這座橋關得太早了,李明\n",
    "Japanese": "コメント,名前\n橋が閉まるのが早すぎる,田中\n",
    "Korean": "댓글,이름\n다리가 너무 일찍 닫혔어요,김철수\n",
}
WINDOWS = {
    **dict.fromkeys("German French Spanish Portuguese Italian Swedish".split(), "cp1252"),
    **dict.fromkeys("Dutch Indonesian English".split(), "cp1252"),
    **dict.fromkeys("Polish Czech Romanian".split(), "cp1250"),
    **{"Turkish": "cp1254", "Russian": "cp1251", "Greek": "cp1253", "Hebrew": "cp1255"},
    **dict.fromkeys("Arabic Persian Urdu".split(), "cp1256"),
    **{"Chinese": "gb18030", "Traditional Chinese": "big5", "Japanese": "cp932", "Korean": "cp949"},
}


@pytest.mark.parametrize("language", TABLES)
def test_a_table_of_two_rows_is_read_in_the_encoding_of_its_language(language: str) -> None:
    data = TABLES[language].encode(WINDOWS[language])
    found = guess(data)
    assert found is not None
    assert data.decode(found) == TABLES[language]


OTHER_SYSTEMS = [
    ("de", "cp850"), ("de", "mac_roman"), ("fr", "cp850"), ("fr", "mac_roman"), ("es", "cp850"),
    ("pt", "cp850"), ("tr", "cp857"), ("ru", "cp866"), ("ru", "koi8_r"), ("ar", "cp720"),
    ("he", "cp862"),
]  # fmt: skip
"""Encodings in which Excel saves "CSV (MS-DOS)" and "CSV (Macintosh)", and that of old Unix."""


@pytest.mark.parametrize(("language", "encoding"), OTHER_SYSTEMS)
def test_a_whole_page_is_read_also_in_the_encodings_of_other_systems(
    language: str, encoding: str
) -> None:
    text = (Path(__file__).parent / "texts" / f"{language}.txt").read_text(encoding="utf-8")
    data = text.encode(encoding, "ignore")
    found = guess(data)
    assert found is not None
    assert data.decode(found) == data.decode(encoding)


NAMES = {
    "cp850": "Überblick\\Brücke.html\nStraße\\Größe.html",
    "cp852": "wiadomości\\most zamknięty.html",
    "cp857": "haberler\\köprü kapandı.html\nİstanbul\\yağmur.html",
    "cp866": "сайт\\новости.html\nсайт\\Мост закрыт.html",
    "cp720": "أخبار\\الجسر.html",
    "gb18030": "新闻\\大桥关闭.html",
}


@pytest.mark.parametrize("encoding", NAMES)
def test_names_in_a_zip_are_read_in_the_code_page_of_its_packer(encoding: str) -> None:
    found = guess_of_names(NAMES[encoding].encode(encoding))
    assert found is not None
    assert NAMES[encoding].encode(encoding).decode(found) == NAMES[encoding]


@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize("shift", ["", "x"])
def test_a_page_in_one_long_line_is_told_by_the_letters_behind_its_scripts(
    language: str, shift: str
) -> None:
    text = TABLES[language].replace("\n", " ")
    page = f"{'var a=1;' * 20_000}{shift}{text * 4_000}"
    found = guess(page.encode(WINDOWS[language]))
    assert found is not None
    assert page.encode(WINDOWS[language]).decode(found) == page
