"""Lines and words that mark the parts of a saved page, by language. Data only; `vocabulary` reads it.

Phrases are separated by "|" and matched as whole words in a row, words by spaces. All are compared
after `letters.fold`, so accents, case, vowel signs and the Arabic, Persian and Urdu forms of one
letter make no difference.
"""

from __future__ import annotations

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
    "he": "הגב|השב|הגב לתגובה|הגב לתגובה זו|תגובה לתגובה|אהבתי|לא אהבתי|לייק|דווח|דיווח|שתף|קישור|ציטוט|הצג תגובות|מסכים|לא מסכים|הוסף תגובה לתגובה",
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
    "he": "תגובות|תגובות הגולשים|תגובות הקוראים|כל התגובות|תגובות לכתבה|טוקבקים",
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
    "he": "תגובה|דיון|דעות|תשובות",
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
    "he": "כתבות נוספות|כתבות קשורות|אולי יעניין אותך|הנקראות ביותר|קראו גם|עוד בנושא|כל הזכויות שמורות|צור קשר|אודות|תנאי שימוש|מדיניות פרטיות|הכי נקראות|עוד חדשות",
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
    "|facebook comments plugin|avatar|post as a guest|comment as a guest|commenting as guest|continue as guest",
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
    "he": "שתפו|שתף|הדפס|הדפסה|שלח לחבר|פרסומת|ראשי|דף הבית|תפריט|חיפוש|התחבר|הירשם|החדשות ביותר|הישנות ביותר|כן|לא|כן לא|בטל תגובה|שלח|תגיות|פייסבוק|טוויטר|ווטסאפ|העתק קישור|האזן",
}
"""Language to controls of the page itself, and other words that are nobody's text."""

QUOTES: dict[str, str] = {
    "en": "quote|originally posted by|quote from|quoting|quote originally posted by",
    "ar": "اقتباس|اقتباس من|المشاركة الأصلية كتبت بواسطة",
    "fa": "نقل قول|نقل قول از|نوشته اصلی توسط",
    "ur": "اقتباس|اقتباس از",
    "ps": "اقتباس|نقل قول",
    "tr": "alıntı|alıntılanan",
    "hi": "उद्धरण",
    "bn": "উদ্ধৃতি",
    "fr": "citation|citation de|posté par",
    "de": "zitat|zitat von|ursprünglich geschrieben von",
    "es": "cita|cita de|iniciado por|originalmente publicado por",
    "pt": "citação|citação de|postado originalmente por",
    "it": "citazione|citazione di|originariamente inviato da",
    "ru": "цитата|сообщение от",
    "id": "kutipan|kutipan dari|quote",
    "he": "ציטוט|ציטוט מאת|נכתב במקור על ידי",
}
"""Language to what stands over words of somebody else in a comment, alone or before his name."""

FOOTER = (
    "copyright rights reserved privacy terms contact about advertise impressum datenschutz kontakt vorbehalten حقوق الحقوق"
    " الخصوصية اتصل نحن درباره تماس رابطہ حقونه اړیکه hakları hakkımızda iletişim gizlilik सर्वाधिकार गोपनीयता संपर्क"
    " সর্বস্বত্ব যোগাযোগ réservés légales confidentialité derechos reservados legal contacto privacidad direitos contato"
    " privacidade somos diritti riservati contatti siamo права контакты конфиденциальности cipta hubungi privasi"
)
"""Words of a page's last lines, by which they are told from links to other articles."""

SHARE = (
    "share tweet facebook twitter whatsapp telegram linkedin pinterest reddit instagram messenger viber print email e-mail"
    " copy شارك مشاركة طباعة اطبع إطبع فيسبوك تويتر واتساب تلغرام اشتراک اشتراک‌گذاری چاپ تلگرام واتساپ فیسبوک توییتر شیئر پرنٹ"
    " فیس ٹوئٹر شریکول چاپول فېسبوک ټویټر paylaş yazdır tweetle kopyala शेयर साझा प्रिंट फेसबुक ट्विटर শেয়ার প্রিন্ট ফেসবুক টুইটার"
    " partager imprimer tweeter copier teilen drucken kopieren compartir imprimir twittear copiar compartilhar compartilhe"
    " partilhar condividi stampa copia поделиться распечатать печать вконтакте одноклассники bagikan cetak salin"
)
"""Words of a bar of buttons to share or print the article."""

ADVERTISING = (
    "advertisement advertisements ad ads advert sponsored promoted إعلان إعلانات تبليغات تبلیغات آگهی اشتہار اعلان reklam"
    " विज्ञापन বিজ্ঞাপন publicité sponsorisé anzeige werbung publicidad publicidade pubblicità реклама iklan"
)
"""Words that stand over an advertisement."""

LIKES = (
    "like|likes|liked|recommend|recommended|points|point|upvote|upvotes|thumbs up|vote up|agree|إعجاب|إعجابات"
    "|أعجبني|لایک|پسند|پسندیدم|موافق|موافقم|پسند کریں|خوښ|beğen|beğendim|katılıyorum|पसंद|लाइक|পছন্দ|লাইক|j'aime|aime"
    "|me gusta|curtir|gosto|gostei|mi piace|нравится|лайк|suka|gefällt mir|gefällt|אהבתי|לייק|מסכים"
)
DISLIKES = (
    "dislike|dislikes|disliked|downvote|downvotes|thumbs down|vote down|disagree|لم يعجبني|نپسندیدم|مخالف|مخالفم"
    "|دیس‌لایک|ناپسند|beğenme|beğenmedim|नापसंद|অপছন্দ|je n'aime pas|n'aime pas|no me gusta|não gosto|não gostei|descurtir"
    "|non mi piace|не нравится|tidak suka|gefällt mir nicht|לא אהבתי|לא מסכים"
)
"""Words beside the numbers of likes and dislikes."""

PRONOUNS = frozenset(
    "he she they it i we you who one il elle on er sie es él ella ele ela lui lei он она они"
    " هو هي او dia o kendisi".split()
)
"""Words that are no commenter's name before "says:"."""
