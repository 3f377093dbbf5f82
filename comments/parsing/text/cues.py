"""Words that mark the parts of a saved page, by language. Data only; `marks` reads it.

A stem that ends in "-" is matched as the beginning of a word, any other as a whole word; phrases
are matched as whole words in a row. All are compared after `lines.fold`, so accents, case, vowel
signs and the Arabic, Persian and Urdu forms of one letter make no difference. The roles:

comment   what readers leave, as headings count it ("12 Comments")
reply     an answer to something, counted by other headings ("12 replies to ...")
write     the verb of an invitation to write ("Leave", "Post", "Add")
none      there are none of it ("No", "yet")
first     ("Be the first")
email, publish, required, policy, letters    words of a form and its rules
article, like    words of the question whether the reader liked the article
on        the little words that may stand between a count and what it counts
readers   whose comments; other words that a heading may hold
one, two  numbers that are written out
closed    the section takes no more comments
says      the lead-in to a comment ("NAME says:")
ago, unit    relative times ("3 hours ago")
by, by_after    the by-line word before or after a name
photo     a picture's credit
enter     what a form asks one to do with them
field     other labels of a form
more, load    what opens the rest of a thread ("Load more comments")
newsletter, subscribe    an invitation to have one sent
access    that one has to log in first
browser   the form's offer to remember the writer
"""

STEMS: dict[str, dict[str, str]] = {
    "en": {
        "comment": "comment- response responses thought thoughts reaction reactions feedback",
        "reply": "reply replies",
        "write": "leave post add write submit share cancel have join drop make type enter",
        "none": "no none zero yet nobody",
        "first": "first",
        "email": "email e-mail mail name website",
        "publish": "publish- displayed shown shared public",
        "required": "required mandatory denotes marked obligatory logged login must",
        "policy": "policy policies rules guidelines moderat- terms standards",
        "letters": "character characters letters remaining left limit",
        "article": "article story report post page news content piece feature",
        "like": "like liked enjoy enjoyed helpful useful rate find think love",
        "on": "on to for about of the this in a and at from",
        "readers": "there are reader readers reader's readers' user users visitor visitors"
        " your view show all see read total latest top newest s conversation approved"
        " published below more number so far showing",
        "one": "one a",
        "closed": "closed disabled locked off",
        "says": "says said say wrote writes commented replied",
        "ago": "ago yesterday today",
        "unit": "second seconds sec secs minute minutes min mins hour hours hr hrs day days week"
        " weeks month months year years yr yrs",
        "by": "by author written reported byline story reporter correspondent",
        "photo": "photo photos photograph photographs image images picture pictured getty"
        " courtesy handout file/afp",
        "more": "more older",
        "load": "load show view see hide close all",
        "newsletter": "newsletter newsletters",
        "subscribe": "subscribe sign get join receive",
        "browser": "browser",
        "field": "message subject title text captcha pseudo nickname phone code web site url"
        " website",
        "access": "logged login javascript loading",
        "enter": "enter",
    },
    "ar": {
        "comment": "تعليق- تعقيب- مشاركات مشاركة آراء رأي- يعلق",
        "reply": "رد ردود ردا",
        "write": "اترك أضف اكتب شارك أرسل إضافة ضع أدل علق إرسال أترك كتابة شاركنا انضم",
        "none": "لا يوجد توجد ليس بعد لم بدون",
        "first": "أول الأول",
        "email": "بريد- البريد الإلكتروني إيميل اسم-",
        "publish": "نشر- ينشر تنشر يظهر إظهار عرض",
        "required": "مطلوب- إلزامي- الإلزامية إجباري- ضروري-",
        "policy": "سياسة سياسات قواعد شروط ضوابط ميثاق",
        "letters": "حرف حرفا أحرف متبقي متبقية المتبقية متبق",
        "article": "مقال- مقالة موضوع- خبر- تقرير- المقال قصة مادة محتوى",
        "like": "أعجبك أعجبتك يعجبك تعجبك أعجبكم نال إعجابك مفيد- وجدت رأيك تقييمك",
        "on": "على في عن من إلى هذا هذه هل ل حول",
        "readers": "قراء زوار عرض جميع كل عدد قارئ زائر مستخدمين آخر أحدث شاهد",
        "one": "واحد واحدة",
        "two": "تعليقان تعليقين ردان",
        "closed": "مغلق- مغلقة",
        "says": "يقول قال كتب تقول قالت كتبت علق",
        "ago": "منذ قبل أمس",
        "unit": "ثانية ثوان- دقيقة دقائق دقيقتين ساعة ساعات ساعتين يوم يومين أيام أسبوع أسبوعين"
        " أسابيع شهر شهرين أشهر سنة سنتين سنوات عام عامين أعوام",
        "by": "من بواسطة بقلم كتب كتبه كتبت كتبها إعداد تقرير الكاتب المؤلف تأليف تحرير",
        "photo": "صورة صور الصورة تصوير أرشيف أرشيفية",
        "more": "مزيد المزيد أخرى",
        "load": "تحميل عرض شاهد إظهار مشاهدة إغلاق إخفاء",
        "newsletter": "نشرتنا النشرة البريدية",
        "subscribe": "اشترك اشتراك انضم سجل",
        "browser": "متصفح-",
        "field": "نص عنوان الرسالة رسالة موضوع هاتف رمز الموقع",
        "enter": "أدخل",
    },
    "fa": {
        "comment": "نظر- دیدگاه- کامنت- پیام‌ها",
        "reply": "پاسخ- جواب-",
        "write": "بنویسید بدهید ارسال ثبت بگذارید نوشتن درج افزودن گذاشتن کنید",
        "none": "بدون نشده هیچ هنوز نیست ندارد",
        "first": "اولین نخستین",
        "email": "ایمیل پست رایانامه نشانی نام",
        "publish": "منتشر انتشار نمایش",
        "required": "الزامی ضروری اجباری موردنیاز نیاز لازم مورد",
        "policy": "سیاست- قوانین مقررات شرایط ضوابط خط‌مشی خط",
        "letters": "حرف نویسه کاراکتر باقی‌مانده مانده مجاز",
        "article": "مقاله مطلب خبر گزارش نوشته محتوا متن مقالهٔ",
        "like": "پسندیدید دوست مفید خوشتان پسند می‌پسندید بود",
        "on": "برای به در این از درباره آیا را روی",
        "readers": "کاربران خوانندگان مخاطبان بازدیدکنندگان شما همه نمایش تعداد مشاهده شده ها مورد",
        "one": "یک",
        "closed": "بسته بسته‌اند",
        "says": "می‌گوید گفت نوشت نوشته گفته",
        "ago": "قبل پیش دیروز",
        "unit": "ثانیه دقیقه ساعت روز هفته ماه سال",
        "by": "نوشته نویسنده توسط از گزارشگر نگارنده خبرنگار نوشتهٔ بقلم",
        "photo": "عکس تصویر عکاس آرشیو آرشیوی",
        "more": "بیشتر دیگر",
        "load": "نمایش بارگذاری مشاهده دیدن",
        "newsletter": "خبرنامه",
        "subscribe": "عضویت اشتراک ثبت مشترک",
        "browser": "مرورگر",
        "field": "متن عنوان کد امنیتی پیام وب سایت وبسایت وب‌سایت",
        "enter": "وارد",
    },
    "ur": {
        "comment": "تبصر- رائے آراء کمنٹ- کمنٹس",
        "reply": "جواب جوابات",
        "write": "کریں دیں لکھیں چھوڑیں بھیجیں کیجئے شامل دیجئے درج کیجیے چھوڑ",
        "none": "کوئی نہیں ابھی",
        "first": "پہلے پہلا",
        "email": "ای میل ایمیل نام",
        "publish": "شائع ظاہر",
        "required": "ضروری لازمی مطلوبہ لازم درکار",
        "policy": "پالیسی قواعد ضوابط شرائط",
        "letters": "حروف باقی ہیں",
        "article": "مضمون خبر تحریر رپورٹ کہانی آرٹیکل مواد",
        "like": "پسند آیا لگا لگی اچھا اچھی مفید کیسی کیسا",
        "on": "پر کا کی کے اس یہ کیا سے میں",
        "readers": "قارئین صارفین کل تمام دیکھیں آپ سب جات تعداد",
        "one": "ایک",
        "closed": "بند",
        "says": "کہتے کہا کہتی لکھتے لکھا ہیں کہتا نے",
        "ago": "پہلے قبل کل",
        "unit": "سیکنڈ منٹ گھنٹے گھنٹہ گھنٹوں دن روز ہفتے ہفتہ مہینے مہینہ ماہ سال",
        "by": "تحریر از مصنف رپورٹ منجانب بقلم قلم رپورٹر نامہ‌نگار",
        "by_after": "تحریر قلم",
        "photo": "تصویر فوٹو تصاویر فائل",
        "more": "مزید",
        "load": "دیکھیں لوڈ دکھائیں پڑھیں",
        "newsletter": "نیوز لیٹر نیوزلیٹر",
        "subscribe": "سبسکرائب",
        "browser": "براؤزر",
        "field": "پیغام عنوان ویب سائٹ",
        "enter": "درج",
    },
    "ps": {
        "comment": "نظر نظرونه تبصر- څرګندون- کامنټ- نظریات کمنټ-",
        "reply": "ځواب ځوابونه",
        "write": "ورکړئ وکړئ پرېږدئ ولیکئ واستوئ ورکړی پریږدئ لیکل ورکول کړئ",
        "none": "نشته نه هیڅ لا",
        "first": "لومړی لومړنی لومړي",
        "email": "برېښنالیک بریښنالیک ایمیل نوم",
        "publish": "خپور خپرېږي خپریږي خپرول ښکاره",
        "required": "اړین اړینه اړینې لازمي ضروري",
        "policy": "تګلاره پالیسي اصول تګلارې لارښوونې",
        "letters": "توري پاتې",
        "article": "مقاله لیکنه خبر راپور مضمون کیسه مطلب",
        "like": "خوښ خوښه خوښېږي خوښیږي خوښیږی ګټور",
        "on": "د ته په دا دغه ایا آیا مو",
        "readers": "لوستونکو لوستونکی ستاسو ټول کتونکو",
        "one": "یو یوه",
        "closed": "بند تړل",
        "says": "وایي وايي لیکي وویل ولیکل",
        "ago": "مخکې وړاندې پخوا پرون",
        "unit": "ثانیې دقیقې ساعته ساعتونه ساعت ورځ ورځې ورځو اونۍ میاشتې میاشت کال کاله",
        "by": "لیکوال لیکونکی لیکنه د راپور خبریال ليکوال",
        "by_after": "لخوا لیکنه",
        "photo": "انځور عکس انځورونه",
        "more": "نور نورې",
        "load": "وښایئ ښکاره وګورئ",
        "newsletter": "خبرپاڼې خبرپاڼه",
        "subscribe": "ګډون",
        "field": "وېبپاڼه",
    },
    "tr": {
        "comment": "yorum- görüş- tepki-",
        "reply": "yanıt yanıtlar cevap cevaplar",
        "write": "yaz- yap- ekle- bırak- gönder- paylaş- ver- yapın katıl-",
        "none": "yok henüz hiç yapılmamış bulunmuyor bulunmamaktadır",
        "first": "ilk",
        "email": "e-posta eposta mail ad isim adınız",
        "publish": "yayınlan- yayımlan- gösteril- görün-",
        "required": "gerekli zorunlu- gereken işaretli",
        "policy": "politika- kural- ilke- şart- kurallar",
        "letters": "karakter kalan harf",
        "article": "makale- haber- yazı yazıyı yazıyı yazısı içerik- hikaye- rapor-",
        "like": "beğen- sevdin- yararlı faydalı hoşunuza hoşuna buldunuz",
        "on": "için bu üzerine hakkında ile",
        "readers": "okuyucu- okur- kullanıcı- ziyaretçi- toplam tüm göster gör adet sayısı yapıldı",
        "one": "bir",
        "closed": "kapalı kapatıl-",
        "says": "dedi diyor yazdı demiş ki",
        "ago": "önce dün",
        "unit": "saniye dakika dk saat gün hafta ay yıl",
        "by": "yazan yazar haber muhabir hazırlayan yazarı kaleme",
        "by_after": "tarafından yazdı",
        "photo": "fotoğraf- foto resim görsel arşiv",
        "more": "fazla diğer",
        "load": "yükle göster gör daha",
        "newsletter": "bülten-",
        "subscribe": "abone kayıt üye",
        "browser": "tarayıcı-",
        "field": "mesaj- başlık konu soyad web sitesi site",
        "enter": "girin giriniz",
    },
    "hi": {
        "comment": "टिप्पणी टिप्पणि- टिप्पणियाँ कमेंट- कॉमेंट- प्रतिक्रिया- राय कमेन्ट- विचार",
        "reply": "जवाब उत्तर रिप्लाई",
        "write": "करें दें लिखें छोड़ें भेजें दीजिए जोड़ें करे कीजिए डालें",
        "none": "कोई नहीं अभी शून्य",
        "first": "पहले पहला पहली",
        "email": "ईमेल ई-मेल मेल नाम",
        "publish": "प्रकाशित सार्वजनिक प्रदर्शित",
        "required": "आवश्यक अनिवार्य ज़रूरी जरूरी अपेक्षित",
        "policy": "नीति नियम शर्तें नीतियां दिशानिर्देश पॉलिसी",
        "letters": "अक्षर शेष वर्ण बाकी बचे",
        "article": "लेख खबर ख़बर समाचार रिपोर्ट कहानी आलेख स्टोरी आर्टिकल",
        "like": "पसंद अच्छ- लगा लगी उपयोगी आया आई कैसा कैसी",
        "on": "पर का की के इस यह क्या में को",
        "readers": "पाठकों पाठक यूजर्स कुल सभी देखें आपकी उपयोगकर्ता संख्या",
        "one": "एक",
        "closed": "बंद",
        "says": "कहते कहा कहती लिखा हैं ने कहता लिखते",
        "ago": "पहले पूर्व कल",
        "unit": "सेकंड मिनट घंटे घंटा घण्टे दिन हफ्ते हफ़्ते सप्ताह महीने महीना माह साल वर्ष",
        "by": "लेखक द्वारा रिपोर्ट रिपोर्टर संवाददाता लेखिका",
        "by_after": "द्वारा रिपोर्ट",
        "photo": "फोटो फ़ोटो तस्वीर चित्र फाइल",
        "more": "और अन्य",
        "load": "लोड देखें दिखाएं दिखाएँ करें",
        "newsletter": "न्यूज़लेटर न्यूजलेटर",
        "subscribe": "सदस्यता सब्सक्राइब",
        "browser": "ब्राउज़र ब्राउजर",
        "field": "संदेश विषय वेबसाइट वेबसाईट",
        "access": "लॉगिन",
        "enter": "दर्ज",
    },
    "bn": {
        "comment": "মন্তব্য- কমেন্ট- প্রতিক্রিয়া- মতামত-",
        "reply": "জবাব উত্তর রিপ্লাই",
        "write": "করুন লিখুন দিন জানান পাঠান যোগ রাখুন ছাড়ুন",
        "none": "কোন কোনো নেই এখনো এখনও শূন্য",
        "first": "প্রথম",
        "email": "ইমেইল ই-মেইল ইমেল নাম",
        "publish": "প্রকাশ প্রকাশিত প্রদর্শিত",
        "required": "আবশ্যক আবশ্যিক প্রয়োজনীয় বাধ্যতামূলক",
        "policy": "নীতিমালা নীতি নিয়ম শর্ত নিয়মাবলি",
        "letters": "অক্ষর বাকি",
        "article": "নিবন্ধ- প্রতিবেদন- খবর- লেখা- সংবাদ- প্রবন্ধ- লেখাটি",
        "like": "পছন্দ ভালো ভাল লেগেছে উপকারী",
        "on": "এই এ উপর টি টা কি আপনার",
        "readers": "পাঠকের পাঠক সব মোট সকল দেখুন আপনার",
        "one": "একটি এক",
        "closed": "বন্ধ",
        "says": "বলেছেন বলেন লিখেছেন বলছেন",
        "ago": "আগে পূর্বে গতকাল",
        "unit": "সেকেন্ড মিনিট ঘণ্টা ঘন্টা দিন সপ্তাহ মাস বছর",
        "by": "লেখক লিখেছেন প্রতিবেদক লেখা প্রতিবেদন প্রতিনিধি",
        "by_after": "লিখেছেন দ্বারা",
        "photo": "ছবি ফটো আলোকচিত্র",
        "more": "আরও আরো",
        "load": "দেখুন লোড দেখান",
        "newsletter": "নিউজলেটার",
        "subscribe": "সাবস্ক্রাইব",
        "browser": "ব্রাউজার",
        "field": "ওয়েবসাইট",
    },
    "fr": {
        "comment": "commentaire- réaction- avis réagi- commenter réagissez",
        "reply": "réponse- pensée- réflexion-",
        "write": "laisser laissez poster postez écrire écrivez ajouter ajoutez publier publiez"
        " rédiger donnez donner annuler réagir déposer rejoindre participez",
        "none": "aucun aucune pas encore zéro",
        "first": "premier première",
        "email": "e-mail email mail courriel nom messagerie adresse",
        "publish": "publié- publiée affiché- visible rendue",
        "required": "obligatoire- requis requise- indiqués nécessaires",
        "policy": "politique règle- charte conditions modération",
        "letters": "caractère- restant- reste",
        "article": "article- papier contenu billet reportage information page",
        "like": "aimé aimez aime plu apprécié appréciez utile plaît intéressé pensez",
        "on": "sur à de des du le la les l pour cet cette ce d au",
        "readers": "lecteurs lecteur internautes vos voir tous afficher abonnés utilisateurs"
        " lire il y a nombre votre vous reste",
        "one": "un une",
        "closed": "fermés fermé clos",
        "says": "dit écrit déclare commente",
        "ago": "il y hier",
        "unit": "seconde secondes minute minutes min heure heures jour jours semaine semaines mois"
        " an ans année années",
        "by": "par de auteur rédigé écrit signé propos",
        "photo": "photo photographie crédit image illustration",
        "more": "plus suite",
        "load": "charger voir afficher tous",
        "newsletter": "newsletter newsletters lettre",
        "subscribe": "inscrivez abonnez recevez s'abonner inscription",
        "browser": "navigateur",
        "field": "message pseudo sujet titre objet téléphone code prénom site web",
        "access": "connecté connectez",
        "enter": "entrez saisissez",
    },
    "de": {
        "comment": "kommentar- leserkommentar- leserbrief- gedanke- gedanken meinungen"
        " lesermeinung- nutzerkommentar-",
        "reply": "antwort antworten beitrag beiträge",
        "write": "schreib- verfass- hinterlass- abgeben hinzufüg- teilen posten abbrechen"
        " erstell- kommentieren mitdiskutieren abschicken absenden",
        "none": "keine kein noch bisher null",
        "first": "erste erster ersten",
        "email": "e-mail email mail name emailadresse",
        "publish": "veröffentlich- angezeigt sichtbar",
        "required": "erforderlich- pflichtfeld- pflichtfelder benötigt- markiert notwendig-",
        "policy": "richtlinie- regeln netiquette bedingungen kommentarrichtlinie- nutzungs-"
        " kommentarregeln",
        "letters": "zeichen verbleibend- übrig buchstaben",
        "article": "artikel- beitrag bericht text seite meldung geschichte",
        "like": "gefällt gefallen gefiel hilfreich nützlich mögen fanden",
        "on": "zu auf über der die das den dem diesem diesen im ihnen hat dieser am",
        "readers": "leser lesern lesermeinungen nutzer user alle anzeigen insgesamt der ihre"
        " anzahl",
        "one": "ein eine einen einem einer",
        "closed": "geschlossen deaktiviert",
        "says": "sagt sagte schreibt schrieb meint meinte",
        "ago": "vor gestern",
        "unit": "sekunde sekunden minute minuten min stunde stunden std tag tagen tage woche wochen"
        " monat monaten monate jahr jahren jahre",
        "by": "von autor autorin verfasst text bericht geschrieben",
        "photo": "foto fotos bild bilder quelle archiv archivbild symbolbild",
        "more": "mehr weitere ältere",
        "load": "laden anzeigen zeigen alle",
        "newsletter": "newsletter",
        "subscribe": "abonnieren anmelden bestellen",
        "browser": "browser",
        "field": "nachricht betreff titel text website webseite",
        "access": "eingeloggt angemeldet",
        "enter": "eingeben",
    },
    "es": {
        "comment": "comentario- opinión opiniones reacción reacciones comentar",
        "reply": "respuesta- pensamiento- contestación",
        "write": "deja deje dejar escrib- publica- añad- agrega- envía- enviar cancelar comenta"
        " comparte únete participa opina danos",
        "none": "no ningún ninguno sin todavía aún cero",
        "first": "primer primero primera",
        "email": "correo email e-mail mail nombre",
        "publish": "publica- publicada mostrad- mostrará visible",
        "required": "obligatori- requerid- necesari- marcados",
        "policy": "política- normas reglas condiciones directrices moderación",
        "letters": "caracter- caracteres restante- quedan",
        "article": "artículo- noticia- nota reportaje contenido historia informe texto",
        "like": "gust- gustado útil gustó interesante parecido parece",
        "on": "en a sobre de del la el los las este esta al para le te ha",
        "readers": "hay lectores usuarios lector ver todos mostrar total tus leer número",
        "one": "un uno una",
        "closed": "cerrados cerrado",
        "says": "dice dijo escribió escribe comentó",
        "ago": "hace ayer",
        "unit": "segundo segundos minuto minutos min hora horas día días semana semanas mes meses"
        " año años",
        "by": "por de autor autora escrito redacción texto",
        "photo": "foto fotografía fotos imagen crédito archivo",
        "more": "más",
        "load": "cargar ver mostrar todos",
        "newsletter": "boletín newsletter",
        "subscribe": "suscríbete suscribirse recibe inscríbete",
        "browser": "navegador",
        "field": "mensaje asunto título apellido web sitio",
        "access": "inicia regístrate",
        "enter": "ingrese ingresa introduce",
    },
    "pt": {
        "comment": "comentário- opinião opiniões reação reações comentar",
        "reply": "resposta- pensamento-",
        "write": "deixe deixar escrev- publi- adicion- envi- cancelar comente faça poste participe",
        "none": "não nenhum nenhuma sem ainda zero",
        "first": "primeiro primeira",
        "email": "e-mail email endereço correio nome",
        "publish": "publicad- exibid- mostrad- divulgado",
        "required": "obrigatóri- necessári- requerid- marcados",
        "policy": "política- regras normas termos diretrizes moderação",
        "letters": "caracter- caracteres restante- restam",
        "article": "artigo- notícia- matéria reportagem texto conteúdo história",
        "like": "gost- gostou útil curtiu achou",
        "on": "em a sobre de do da o os as este esta para neste nesta no na deste desta você",
        "readers": "há leitores usuários utilizadores leitor ver todos mostrar total seus número",
        "one": "um uma",
        "closed": "fechados encerrados",
        "says": "diz disse escreveu escreve comentou",
        "ago": "há atrás ontem",
        "unit": "segundo segundos minuto minutos min hora horas dia dias semana semanas mês meses"
        " ano anos",
        "by": "por de autor autora escrito texto da redação",
        "photo": "foto fotografia fotos imagem crédito arquivo",
        "more": "mais",
        "load": "carregar ver mostrar todos",
        "newsletter": "newsletter boletim",
        "subscribe": "assine inscreva receba cadastre",
        "browser": "navegador",
        "field": "mensagem assunto título site",
        "enter": "digite insira",
    },
    "it": {
        "comment": "comment- commento commenti opinioni reazioni commentare",
        "reply": "rispost- pensier-",
        "write": "lascia lasciare scriv- pubblica aggiung- invia annulla inserisci partecipa posta",
        "none": "nessun nessuno non ancora zero",
        "first": "primo prima",
        "email": "e-mail email indirizzo posta nome",
        "publish": "pubblicat- mostrat- visibile visualizzat-",
        "required": "obbligator- richiest- necessar- contrassegnati",
        "policy": "politica policy regole norme condizioni regolamento linee moderazione",
        "letters": "caratter- rimanent- rimasti",
        "article": "articolo notizia storia pezzo contenuto pagina reportage",
        "like": "piaciut- piace utile gradito trovato",
        "on": "su a al di del della il i gli le la questo questa in ti vi è per",
        "readers": "lettori utenti lettore tutti mostra visualizza totale vedi leggi dei degli"
        " numero",
        "one": "un uno una",
        "closed": "chiusi chiuso",
        "says": "dice disse scrive scrisse detto scritto ha",
        "ago": "fa ieri",
        "unit": "secondo secondi minuto minuti min ora ore giorno giorni settimana settimane mese"
        " mesi anno anni",
        "by": "di da autore autrice scritto testo",
        "photo": "foto fotografia immagine credito archivio credit",
        "more": "altri più",
        "load": "carica mostra vedi tutti",
        "newsletter": "newsletter",
        "subscribe": "iscriviti abbonati ricevi",
        "browser": "browser",
        "field": "messaggio oggetto titolo cognome sito web",
        "enter": "inserisci",
    },
    "ru": {
        "comment": "комментар- отзыв- мнени- коммент- обсужден-",
        "reply": "ответ ответов ответа ответы",
        "write": "оставить оставьте добавить добавьте написать напишите отправить отменить"
        " опубликовать прокомментировать обсудить",
        "none": "нет пока никто ещё",
        "first": "первый первым первого первая",
        "email": "email e-mail почт- адрес имя эл",
        "publish": "опубликован- публик- отображ- показан-",
        "required": "обязательн- требуем- необходим- помечены",
        "policy": "правил- политик- услови- модераци-",
        "letters": "символ- остал- знак-",
        "article": "стать- материал- новост- публикаци- текст заметк- репортаж-",
        "like": "понрав- нравится полезн- интересн-",
        "on": "к на в о об для по эта этой эту вам от",
        "readers": "читател- пользовател- всего все показать посетителей смотреть ваши"
        " количество число",
        "one": "один одна",
        "closed": "закрыт- отключены",
        "says": "говорит пишет сказал сказала написал написала комментирует",
        "ago": "назад вчера",
        "unit": "секунд- минут- мин час часа часов день дня дней недел- месяц- год года лет",
        "by": "автор текст написал подготовил корреспондент",
        "photo": "фото фотограф- изображение снимок архив",
        "more": "ещё еще больше",
        "load": "загрузить показать все",
        "newsletter": "рассылку",
        "subscribe": "подписаться подпишитесь",
        "browser": "браузере",
        "field": "сообщение тема сайт",
        "access": "авторизоваться",
        "enter": "введите",
    },
    "id": {
        "comment": "komentar- tanggapan pendapat",
        "reply": "balasan jawaban pemikiran",
        "write": "tinggalkan tulis beri berikan kirim tambah- batalkan buat kirimkan bagikan",
        "none": "belum tidak ada nol",
        "first": "pertama",
        "email": "email e-mail surel alamat nama",
        "publish": "dipublikasikan diterbitkan ditampilkan",
        "required": "wajib diperlukan ditandai dibutuhkan",
        "policy": "kebijakan aturan ketentuan pedoman",
        "letters": "karakter tersisa huruf sisa",
        "article": "artikel berita tulisan laporan konten cerita",
        "like": "suka menyukai bermanfaat menarik berguna",
        "on": "pada untuk di ini tentang ke apakah anda",
        "readers": "pembaca pengguna pengunjung semua lihat tampilkan total anda jumlah",
        "one": "satu sebuah",
        "closed": "ditutup",
        "says": "berkata mengatakan menulis",
        "ago": "lalu yang kemarin",
        "unit": "detik menit jam hari minggu bulan tahun",
        "by": "oleh penulis ditulis reporter laporan",
        "photo": "foto gambar dok ilustrasi",
        "more": "lebih lainnya lagi",
        "load": "muat tampilkan lihat banyak",
        "newsletter": "buletin newsletter",
        "subscribe": "berlangganan",
        "browser": "peramban",
        "field": "pesan judul situs web",
        "access": "login",
        "enter": "masukkan",
    },
}
"""Language (ISO 639-1) to role to stems, separated by spaces."""

CONTROLS: dict[str, str] = {
    "en": "reply|reply to this|reply to this comment|respond|like|likes|dislike|dislikes|unlike"
    "|report|report abuse|report comment|report this comment|flag|flag as inappropriate|share"
    "|permalink|link|log in to reply|login to reply|sign in to reply|quote|upvote|downvote|vote up"
    "|vote down|recommend|recommended|edit|delete|helpful|thumbs up|thumbs down|show replies"
    "|hide replies|view replies|view reply|show more replies|view more replies|points|point|agree"
    "|disagree|follow|more|read more replies|see more|embed|up|down|vote|votes|replies|top",
    "ar": "رد|الرد|رد على التعليق|الرد على هذا التعليق|إعجاب|أعجبني|لم يعجبني|إبلاغ|بلغ|تبليغ"
    "|الإبلاغ|شارك|مشاركة|رابط|اقتباس|عرض الردود|إخفاء الردود|سجل الدخول للرد|ردود|الردود"
    "|أضف ردا|رد على هذا|إعجابات|أضف رد|جاوب|الإبلاغ عن التعليق|إبلاغ عن إساءة|أجب"
    "|الإبلاغ عن إساءة",
    "fa": "پاسخ|پاسخ دهید|پاسخ دادن|پاسخ به این دیدگاه|پاسخ به دیدگاه|پسندیدم|پسند|نپسندیدم"
    "|گزارش|گزارش تخلف|لایک|دیس‌لایک|اشتراک|اشتراک‌گذاری|نقل قول|مشاهده پاسخ‌ها|جواب|جواب دادن"
    "|موافقم|مخالفم|موافق|مخالف|پاسخ‌ها|ریپلای|پسندیدن|می‌پسندم",
    "ur": "جواب دیں|جواب|جواب دیجئے|پسند|پسند کریں|ناپسند|رپورٹ|رپورٹ کریں|شیئر|شیئر کریں"
    "|جوابات دیکھیں|جواب لکھیں|شکایت کریں|اس تبصرے کا جواب دیں|ریپلائی|رپلائی|جوابی تبصرہ",
    "ps": "ځواب|ځواب ورکړئ|ځواب ورکول|ځواب ولیکئ|خوښول|خوښ|راپور|شریکول|ځوابونه|ځواب ورکړه",
    "tr": "yanıtla|cevapla|yanıt ver|cevap ver|cevap yaz|yanıt yaz|beğen|beğenme|şikayet et"
    "|bildir|paylaş|alıntıla|beğendim|beğenmedim|yanıtları göster|yanıtları gör|yanıtla|cevap"
    "|yanıt|katılıyorum|bu yorumu yanıtla",
    "hi": "जवाब दें|उत्तर दें|रिप्लाई|रिप्लाई करें|जवाब|उत्तर|पसंद|पसंद करें|नापसंद|शिकायत करें|रिपोर्ट"
    "|रिपोर्ट करें|शेयर|शेयर करें|साझा करें|लाइक|प्रत्युत्तर दें|प्रतिउत्तर|जवाब दीजिए|प्रत्युत्तर",
    "bn": "জবাব|জবাব দিন|উত্তর|উত্তর দিন|রিপ্লাই|পছন্দ|লাইক|অপছন্দ|রিপোর্ট|রিপোর্ট করুন|শেয়ার"
    "|শেয়ার করুন|প্রতিউত্তর|প্রত্যুত্তর|উত্তর দাও|প্রতিক্রিয়া জানান|অভিযোগ করুন",
    "fr": "répondre|répondre à ce commentaire|signaler|signaler un abus"
    "|signaler ce commentaire|j'aime|je n'aime pas|aimer|partager|citer|recommander"
    "|afficher les réponses|voir les réponses|se connecter pour répondre"
    "|connectez-vous pour répondre|lien permanent|permalien|alerter|réponse"
    "|répondre au commentaire|signaler ce contenu",
    "de": "antworten|auf diesen kommentar antworten|melden|kommentar melden|gefällt mir"
    "|gefällt mir nicht|teilen|zitieren|empfehlen|antworten anzeigen|antworten ausblenden"
    "|zum antworten anmelden|link|permalink|beantworten|antwort|beitrag melden|verstoß melden",
    "es": "responder|responder a este comentario|denunciar|reportar|me gusta|no me gusta"
    "|compartir|citar|recomendar|ver respuestas|mostrar respuestas|contestar"
    "|acceder para responder|enlace|accede para responder|respuesta|denunciar comentario"
    "|reportar comentario|responde|reportar abuso",
    "pt": "responder|responder a este comentário|denunciar|reportar|curtir|gosto|não gosto|descurtir"
    "|partilhar|compartilhar|citar|recomendar|ver respostas|mostrar respostas|gostei|não gostei"
    "|faça login para responder|inicie sessão para responder|resposta",
    "it": "rispondi|rispondi a questo commento|segnala|segnala abuso|mi piace|non mi piace|condividi"
    "|cita|consiglia|mostra risposte|vedi risposte|accedi per rispondere|replica|risposta|rispondere",
    "ru": "ответить|ответить на комментарий|пожаловаться|нравится|не нравится|поделиться|цитировать"
    "|жалоба|показать ответы|скрыть ответы|ссылка|войдите чтобы ответить|комментировать|ответ|лайк"
    "|цитата|спам",
    "id": "balas|balas komentar|laporkan|suka|tidak suka|bagikan|kutip|lihat balasan"
    "|tampilkan balasan|tanggapi|jawab|login untuk membalas|membalas|masuk untuk membalas",
}
"""Language to what stands alone on a line under a comment, alternatives separated by "|"."""

HEADINGS: dict[str, str] = {
    "en": "comments|reader comments|readers' comments|user comments|your comments|all comments"
    "|latest comments|what readers say|comments from readers|readers' opinions",
    "ar": "تعليقات|التعليقات|تعليقات القراء|تعليقات الزوار|آراء القراء|تعليقاتكم|جميع التعليقات",
    "fa": "نظرات|نظرها|دیدگاه‌ها|دیدگاه ها|نظرات کاربران|نظر کاربران|نظرات خوانندگان|دیدگاه کاربران"
    "|نظرات شما|دیدگاه‌های کاربران",
    "ur": "تبصرے|قارئین کے تبصرے|قارئین کی رائے|آپ کی رائے|قارئین کی آراء|آپ کے تبصرے|صارفین کے تبصرے",
    "ps": "نظرونه|تبصرې|څرګندونې|د لوستونکو نظرونه|د لوستونکو تبصرې|ستاسو نظرونه|ستاسو نظر",
    "tr": "yorumlar|okuyucu yorumları|okur yorumları|kullanıcı yorumları|tüm yorumlar|yorumlarınız",
    "hi": "टिप्पणियाँ|टिप्पणियां|पाठकों की टिप्पणियां|पाठकों की टिप्पणियाँ|पाठकों की राय|कमेंट्स|आपकी टिप्पणियां"
    "|पाठकों की प्रतिक्रियाएं",
    "bn": "মন্তব্য|মন্তব্যসমূহ|পাঠকের মন্তব্য|মন্তব্যগুলি|পাঠকের মতামত|পাঠকদের মন্তব্য|আপনার মতামত",
    "fr": "commentaires|les commentaires|vos commentaires|vos réactions|commentaires des lecteurs"
    "|réactions des lecteurs|les réactions des lecteurs",
    "de": "kommentare|leserkommentare|alle kommentare|kommentare der leser|lesermeinungen|leserbriefe"
    "|nutzerkommentare",
    "es": "comentarios|comentarios de los lectores|comentarios de lectores|opiniones de los lectores"
    "|comentarios de los usuarios|tus comentarios",
    "pt": "comentários|comentários dos leitores|comentários de leitores|opiniões dos leitores"
    "|comentários dos usuários|seus comentários",
    "it": "commenti|i commenti|commenti dei lettori|i commenti dei lettori|commenti degli utenti"
    "|i vostri commenti|opinioni dei lettori",
    "ru": "комментарии|комментарии читателей|все комментарии|комментарии пользователей|ваши комментарии"
    "|мнения читателей|отзывы читателей",
    "id": "komentar|komentar pembaca|komentar anda|semua komentar|tanggapan pembaca",
}
"""Language to headings of a comment section that state no number."""

WEAK_HEADINGS: dict[str, str] = {
    "en": "comment|discussion|responses|reactions|replies|join the conversation|conversation"
    "|join the discussion|add your voice|opinions|feedback|letters",
    "ar": "تعليق|آراء|ردود|شارك برأيك|نقاش|ردود الأفعال|مناقشة",
    "fa": "نظر|دیدگاه|نظر شما|پاسخ‌ها|گفتگو",
    "ur": "تبصرہ|آراء|جوابات|بحث",
    "ps": "تبصره|نظر|ځوابونه",
    "tr": "yorum|görüşler|tepkiler|tartışma",
    "hi": "टिप्पणी|प्रतिक्रियाएं|प्रतिक्रिया|चर्चा|जवाब",
    "bn": "মতামত|প্রতিক্রিয়া|আলোচনা",
    "fr": "commentaire|réactions|réponses|discussion|forum|avis",
    "de": "kommentar|forum|diskussion|antworten|meinungen|reaktionen",
    "es": "comentario|opiniones|respuestas|reacciones|debate|discusión|conversación",
    "pt": "comentário|opiniões|respostas|reações|discussão|debate",
    "it": "commento|opinioni|risposte|reazioni|discussione",
    "ru": "обсуждение|отзывы|мнения|ответы|реакции",
    "id": "tanggapan|diskusi|balasan",
}
"""Language to headings that begin a comment section only where comments can be seen to follow."""

ENDS: dict[str, str] = {
    "en": "related articles|related stories|related posts|related news|related|read next|most read"
    "|most popular|most viewed|you may also like|you might also like|more from|more stories"
    "|recommended for you|recommended stories|recent posts|recent comments|recent articles|trending"
    "|trending now|popular posts|latest news|latest stories|also read|more news|editor's picks"
    "|next article|previous article|about us|privacy policy|terms of use|terms of service|contact us"
    "|all rights reserved|copyright|newsletter|subscribe to our newsletter|post navigation"
    "|advertise with us|older posts|newer posts|previous post|next post|leave this field empty"
    "|load more comments|blog comments powered by|powered by disqus|trackbacks|pingbacks"
    "|similar articles|further reading|see also|more in this section|must read|top stories",
    "ar": "مقالات ذات صلة|مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|اقرأ أيضا|قد يعجبك أيضا"
    "|جميع الحقوق محفوظة|المزيد من|آخر الأخبار|موضوعات متعلقة|من نحن|اتصل بنا|أحدث المقالات"
    "|سياسة الخصوصية|النشرة البريدية|الأكثر مشاهدة|موضوعات ذات صلة|مقالات مشابهة|مقالات أخرى"
    "|المزيد من الأخبار|الأكثر تعليقا|مواضيع متعلقة",
    "fa": "مطالب مرتبط|اخبار مرتبط|پربازدیدترین|مطالب پیشنهادی|بیشتر بخوانید|آخرین اخبار"
    "|کلیه حقوق محفوظ است|تمامی حقوق محفوظ است|درباره ما|تماس با ما|پربیننده‌ترین|مقالات مرتبط"
    "|خبرهای مرتبط|مطالب مشابه|حریم خصوصی|تمام حقوق محفوظ است|پربازدیدها|خبرنامه"
    "|پربازدیدترین‌ها",
    "ur": "متعلقہ خبریں|متعلقہ مضامین|مزید پڑھیں|مقبول ترین|تازہ ترین|جملہ حقوق محفوظ ہیں"
    "|ہمارے بارے میں|رابطہ کریں|مزید خبریں|سب سے زیادہ پڑھی جانے والی|یہ بھی پڑھیں|تازہ ترین خبریں",
    "ps": "اړوند خبرونه|اړوندې لیکنې|نور ولولئ|تازه خبرونه|ټول حقونه خوندي دي|زموږ په اړه|اړیکه"
    "|نورې لیکنې|ډېر لوستل شوي|ورته لیکنې",
    "tr": "ilgili haberler|ilgili yazılar|benzer haberler|en çok okunanlar|bunlar da ilginizi çekebilir"
    "|son haberler|tüm hakları saklıdır|hakkımızda|iletişim|benzer yazılar|diğer haberler|önerilenler"
    "|ilginizi çekebilir|gizlilik politikası|çok okunanlar|son dakika|bülten",
    "hi": "संबंधित खबरें|संबंधित लेख|और पढ़ें|यह भी पढ़ें|ये भी पढ़ें|लोकप्रिय|सर्वाधिकार सुरक्षित|हमारे बारे में"
    "|संपर्क करें|ताज़ा खबरें|ताजा खबरें|सबसे ज्यादा पढ़ी गई|संबंधित समाचार|अन्य खबरें|गोपनीयता नीति|मिलती जुलती खबरें",
    "bn": "সম্পর্কিত খবর|আরও পড়ুন|আরো পড়ুন|সর্বাধিক পঠিত|জনপ্রিয়|সর্বস্বত্ব সংরক্ষিত|আমাদের সম্পর্কে"
    "|যোগাযোগ|সর্বশেষ সংবাদ|সর্বশেষ|এ সম্পর্কিত আরও খবর|সম্পর্কিত সংবাদ|আরও খবর",
    "fr": "articles liés|articles similaires|à lire aussi|sur le même sujet|les plus lus|lire aussi"
    "|tous droits réservés|mentions légales|qui sommes-nous|contact|nos newsletters|dernières actualités"
    "|contenus sponsorisés|à découvrir|vous aimerez aussi|articles récents|dans la même rubrique"
    "|navigation de l'article|à la une|politique de confidentialité|articles connexes",
    "de": "ähnliche artikel|verwandte artikel|mehr zum thema|meistgelesen|das könnte sie auch interessieren"
    "|weitere artikel|alle rechte vorbehalten|impressum|datenschutz|kontakt|lesen sie auch"
    "|neueste beiträge|beitragsnavigation|zum thema|auch interessant|verwandte themen|mehr aus"
    "|ähnliche beiträge|neueste kommentare|das könnte dich auch interessieren|mehr artikel",
    "es": "artículos relacionados|noticias relacionadas|lo más leído|más leídas|te puede interesar"
    "|también te puede interesar|todos los derechos reservados|aviso legal|contacto|lea también"
    "|entradas recientes|navegación de entradas|lee también|más noticias|quiénes somos|lo más visto"
    "|temas relacionados|últimas noticias|política de privacidad|más sobre este tema",
    "pt": "artigos relacionados|notícias relacionadas|mais lidas|leia também|você também pode gostar"
    "|todos os direitos reservados|contato|contacto|veja também|posts recentes|últimas notícias"
    "|matérias relacionadas|navegação de post|quem somos|mais notícias|conteúdo relacionado|leia mais"
    "|política de privacidade|mais sobre",
    "it": "articoli correlati|notizie correlate|i più letti|leggi anche|potrebbe interessarti"
    "|tutti i diritti riservati|contatti|chi siamo|articoli recenti|navigazione articoli"
    "|ti potrebbe interessare|potrebbe interessarti anche|ultime notizie|altri articoli|i più visti"
    "|articoli simili|informativa sulla privacy",
    "ru": "похожие статьи|похожие материалы|читайте также|по теме|самое читаемое|популярное"
    "|все права защищены|о нас|контакты|последние новости|свежие записи|навигация по записям"
    "|материалы по теме|новости по теме|вам может понравиться|другие новости|смотрите также"
    "|рекомендуем|политика конфиденциальности",
    "id": "artikel terkait|berita terkait|terpopuler|baca juga|hak cipta dilindungi|tentang kami"
    "|hubungi kami|berita terbaru|pos-pos terbaru|navigasi pos|anda mungkin suka|berita lainnya"
    "|artikel lainnya|paling populer|rekomendasi untuk anda|kebijakan privasi|pos terkait",
}
"""Language to what begins the rest of a page, after article and comments."""

SITE: dict[str, str] = {
    "en": "share|share this|share this article|share on facebook|share on twitter|share on x"
    "|tweet|facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|email|email this"
    "|e-mail|print|print this|save|save article|bookmark|copy link|listen"
    "|listen to this article|home|menu|search|skip to content|skip to main content"
    "|advertisement|advertisements|ad|ads|sponsored|log in|login|sign in|sign up|register"
    "|subscribe|subscribe now|follow us|newest|oldest|newest first|oldest first|sort by"
    "|sort by newest|sort by oldest|most liked|top comments|show all|close|cancel|cancel reply"
    "|submit|send|continue reading|read more|comments are closed|share via"
    "|read this article in|font size|a a a|gallery|video|photos|watch|breaking news|yes|no"
    "|yes no|rate this article|tags|topics|article|back to top|facebook twitter|instagram"
    "|youtube|google|comments|best|sort by best|notify me|messenger|viber"
    "|subscribe to newsletter|disqus|start the discussion|join the discussion"
    "|facebook comments plugin|avatar|post as a guest",
    "ar": "شارك|مشاركة|شارك على فيسبوك|طباعة|إطبع|اطبع|حفظ|إرسال|إعلان|إعلانات|الرئيسية"
    "|القائمة|بحث|تسجيل الدخول|اشترك|نسخ الرابط|واتساب|فيسبوك|تويتر|تلغرام|تليجرام|الأحدث"
    "|الأقدم|نعم|لا|نعم لا|إلغاء الرد|استمع|تابعنا|التعليقات مغلقة|شارك المقال|شارك هذا المقال"
    "|إلغاء|كلمات مفتاحية|وسوم|اضغط هنا|الأكثر إعجابا|حجم الخط|مشاركة عبر|الفرز حسب|ترتيب حسب"
    "|الفرز حسب الأقدم|الفرز حسب الأحدث|المكون الإضافي لتعليقات فيسبوك|الأفضل|ابدأ النقاش",
    "fa": "اشتراک‌گذاری|اشتراک گذاری|چاپ|ارسال|ذخیره|تبلیغات|آگهی|خانه|صفحه اصلی|جستجو|ورود"
    "|عضویت|جدیدترین|قدیمی‌ترین|بله|خیر|بله خیر|لغو پاسخ|کپی لینک|تلگرام|واتساپ|فیسبوک|توییتر"
    "|برچسب‌ها|منو|ثبت نام|ارسال به دوستان|نسخه چاپی|لینک کوتاه|به اشتراک بگذارید"
    "|اشتراک در فیسبوک|مرتب سازی بر اساس|بهترین‌ها|بهترین|آغاز گفتگو",
    "ur": "بھیجیں|ارسال کریں|جمع کریں|شیئر کریں|شیئر|پرنٹ|پرنٹ کریں|محفوظ کریں|اشتہار|صفحۂ اول"
    "|ہوم|تلاش|لاگ ان|سبسکرائب|تازہ ترین|پرانے|ہاں|نہیں|ہاں نہیں|فیس بک|ٹوئٹر|واٹس ایپ"
    "|جواب منسوخ کریں|مینو|ٹیگز|پرنٹ نکالیں|یہ مضمون شیئر کریں|فیس بک پر شیئر کریں",
    "ps": "واستوئ|لېږل|شریکول|شریک کړئ|چاپ|چاپول|خوندي کول|اعلان|کورپاڼه|لټون|ننوتل|هو|نه|هو نه|فېسبوک|ټویټر",
    "tr": "paylaş|yazdır|kaydet|reklam|anasayfa|ana sayfa|menü|ara|giriş yap|üye ol|abone ol"
    "|en yeni|en eski|evet|hayır|evet hayır|bağlantıyı kopyala|yanıtı iptal et|etiketler|dinle"
    "|facebook'ta paylaş|facebook|bizi takip edin|gönder|yorumu gönder|yorumlar kapalı"
    "|e-posta gönder|sırala|tweetle|bu makaleyi paylaş|bu haberi paylaş|sıralama ölçütü"
    "|en iyiler|giriş|en iyiye göre sırala|tartışmaya başlayın",
    "hi": "भेजें|जमा करें|सबमिट करें|शेयर करें|शेयर|साझा करें|प्रिंट|प्रिंट करें|सेव|विज्ञापन"
    "|होम|मेन्यू|खोजें|लॉग इन|साइन इन|सदस्यता लें|नवीनतम|पुराने|हाँ|हां|नहीं|हां नहीं|फेसबुक"
    "|ट्विटर|व्हाट्सऐप|जवाब रद्द करें|टैग|मुख्य पृष्ठ|इस लेख को साझा करें|फेसबुक पर शेयर करें"
    "|क्रमबद्ध करें",
    "bn": "পাঠান|জমা দিন|শেয়ার|শেয়ার করুন|প্রিন্ট|প্রিন্ট করুন|সংরক্ষণ|বিজ্ঞাপন|হোম|মেনু|অনুসন্ধান|লগ ইন|সাবস্ক্রাইব|নতুন|পুরনো"
    "|হ্যাঁ|না|হ্যাঁ না|ফেসবুক|টুইটার|হোয়াটসঅ্যাপ|ট্যাগ",
    "fr": "partager|partager cet article|imprimer|enregistrer|publicité|accueil|menu"
    "|rechercher|se connecter|s'abonner|s'inscrire|plus récents|plus anciens|oui|non|oui non"
    "|copier le lien|annuler la réponse|écouter|envoyer|envoyer par e-mail|envoyer par mail"
    "|suivez-nous|mots-clés|trier par|les commentaires sont fermés|recherche|facebook"
    "|partager sur facebook|étiquettes|annuler|tweeter|tweet|s'identifier|les meilleurs"
    "|commencez la discussion|module de commentaires facebook",
    "de": "teilen|drucken|merken|anzeige|werbung|startseite|menü|suche|anmelden|registrieren|abonnieren"
    "|neueste|älteste|neueste zuerst|älteste zuerst|ja|nein|ja nein|link kopieren|antwort abbrechen"
    "|artikel teilen|artikel drucken|anhören|schlagworte|per mail|auf facebook teilen|sortieren nach"
    "|folgen sie uns|abbrechen|kommentare geschlossen|speichern|beliebteste|senden|als e-mail versenden",
    "es": "compartir|imprimir|guardar|publicidad|inicio|portada|menú|buscar|iniciar sesión"
    "|suscribirse|suscríbete|registrarse|más recientes|más antiguos|sí|no|sí no|copiar enlace"
    "|cancelar respuesta|cancelar la respuesta|escuchar|enviar|etiquetas|compartir en facebook"
    "|ordenar por|síguenos|los comentarios están cerrados|comentarios cerrados"
    "|compartir este artículo|enviar por correo|comparte este artículo|twittear|acceder"
    "|ordenar por los mejores|los mejores|plugin de comentarios de facebook",
    "pt": "compartilhar|compartilhe|partilhar|imprimir|salvar|guardar|publicidade|início|menu|buscar"
    "|pesquisar|entrar|assinar|assine|mais recentes|mais antigos|sim|não|sim não|copiar link"
    "|cancelar resposta|ouvir|enviar|tags|compartilhar no facebook|ordenar por|siga-nos|iniciar sessão"
    "|comentários encerrados|página inicial|enviar por e-mail",
    "it": "condividi|stampa|salva|pubblicità|home|menu|cerca|accedi|abbonati|registrati"
    "|più recenti|meno recenti|sì|no|sì no|copia link|annulla risposta|ascolta|invia|tag"
    "|condividi su facebook|ordina per|seguici|i commenti sono chiusi|commenti chiusi"
    "|invia per email|iscriviti",
    "ru": "поделиться|распечатать|печать|версия для печати|сохранить|реклама|главная|меню|поиск|войти"
    "|регистрация|подписаться|новые|старые|сначала новые|сначала старые|да|нет|да нет|скопировать ссылку"
    "|отменить ответ|слушать|отправить|теги|метки|комментарии закрыты|вконтакте|одноклассники|на главную"
    "|сортировать по|лучшие|по дате",
    "id": "bagikan|cetak|simpan|iklan|beranda|menu|cari|masuk|daftar|berlangganan|terbaru|terlama|ya"
    "|tidak|ya tidak|salin tautan|batalkan balasan|dengarkan|kirim|tag|bagikan ke facebook|urutkan"
    "|ikuti kami|komentar ditutup|scroll to continue|advertisement",
}
"""Language to controls of the page itself, and other words that are nobody's text."""

PRONOUNS = frozenset(
    "he she they it i we you who one il elle on er sie es él ella ele ela lui lei он она они"
    " هو هي او dia o kendisi".split()
)
"""Words that are no commenter's name before "says:"."""
