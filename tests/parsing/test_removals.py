"""Notices of removal, whole and in fifteen languages, told from comments that talk of removal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.removals import removal_of

MODERATOR = [
    "This comment was removed by a moderator because it didn't abide by our community standards. "
    "Replies may also be deleted. For more detail see our FAQs.",
    "This comment has been removed by a blog administrator.",
    "This commenter has been removed by a moderator for violating our community guidelines.",
    "This comment violated our policy.",
    "This comment was marked as spam.",
    "[removed]",
    "Dieser Kommentar wurde von der Redaktion entfernt.",
    "Ce commentaire a été supprimé par la modération.",
    "Ce commentaire a été modéré car il ne respecte pas la charte.",
    "Este comentario ha sido eliminado por un administrador del blog.",
    "Este comentário foi removido por um administrador do blog.",
    "Questo commento è stato eliminato da un amministratore del blog.",
    "Комментарий удалён модератором",
    "Bu yorum bir moderatör tarafından kaldırıldı.",
    "Komentar ini telah dihapus oleh administrator blog.",
    "تم حذف هذا التعليق من قبل المشرف",
    "أزال أحد مشرفي المدونة هذا التعليق.",
    "این نظر توسط مدیر حذف شد.",
    "یہ تبصرہ منتظم نے حذف کر دیا ہے۔",
    "دا تبصره د مدیر لخوا حذف شوې ده",
    "यह टिप्पणी मॉडरेटर द्वारा हटा दी गई है।",
    "এই মন্তব্যটি একটি মডারেটর দ্বারা মুছে ফেলা হয়েছে",
]
AUTHOR = [
    "This comment has been removed by the author.",
    "Comment deleted by user",
    "[deleted]",
    "This comment is no longer available. The commenter has deleted their account.",
    "Dieser Kommentar wurde vom Verfasser gelöscht.",
    "Ce commentaire a été supprimé par l'auteur.",
    "Este comentario ha sido eliminado por el autor.",
    "Este comentário foi removido pelo autor.",
    "Questo commento è stato eliminato dall'autore.",
    "Этот комментарий был удален автором.",
    "Bu yorum yazar tarafından silindi.",
    "Komentar ini telah dihapus oleh pengarang.",
    "أزال المؤلف هذا التعليق.",
    "این نظر توسط نویسنده حذف شده است.",
    "یہ تبصرہ مصنف نے ہٹا دیا ہے",
    "دا تبصره د لیکوال لخوا لرې شوې ده",
    "इस टिप्पणी को लेखक द्वारा हटा दिया गया है.",
    "এই মন্তব্যটি লেখক দ্বারা সরানো হয়েছে।",
]
UNKNOWN = [
    "This comment was deleted.",
    "Comment removed",
    "Dieser Beitrag wurde gelöscht.",
    "Ce commentaire a été supprimé.",
    "Comentario eliminado",
    "Comentário removido",
    "Commento rimosso",
    "Комментарий удален",
    "Yorum silindi",
    "Komentar dihapus",
    "تم حذف التعليق",
    "این نظر حذف شده است.",
    "یہ تبصرہ حذف کر دیا گیا ہے",
    "دا تبصره حذف شوې ده",
    "यह टिप्पणी हटा दी गई है",
    "এই মন্তব্যটি মুছে ফেলা হয়েছে",
]
COMMENTS = [
    "",
    "This comment was removed, and I know why",
    "Why was my comment removed by the moderator?",
    "This comment was removed because you people are liars",
    "The post was removed by the river and my house stands there",
    "Removed from the list of friends",
    "Comments deleted again. Shame on the moderators!",
    "Deleted scenes are the best",
    "Deleted my account, because of your rules I left",
    "Mein Kommentar wurde gelöscht, warum?",
    "Entfernt das Denkmal",
    "Este comentario es una vergüenza",
    "Комментарий удалён? А за что, опять правила у них",
    "تم حذف تعليقي لماذا",
    "نظر من این است که حذف شدنی نیست",
]


@pytest.mark.parametrize("notice", MODERATOR)
def test_a_moderator_took_it_away(notice: str) -> None:
    assert removal_of(notice) == "moderator"


@pytest.mark.parametrize("notice", AUTHOR)
def test_its_author_took_it_away(notice: str) -> None:
    assert removal_of(notice) == "author"


@pytest.mark.parametrize("notice", UNKNOWN)
def test_nobody_says_who_took_it_away(notice: str) -> None:
    assert removal_of(notice) == "unknown"


@pytest.mark.parametrize("comment", COMMENTS)
def test_a_comment_that_talks_of_removal_is_none(comment: str) -> None:
    assert removal_of(comment) is None


@given(
    st.sampled_from(MODERATOR[:4] + AUTHOR[:2] + UNKNOWN),
    st.sampled_from(["I think that ", "My friend said: ", "Ha! "]),
)
def test_a_notice_inside_a_comment_is_none(notice: str, before: str) -> None:
    assert removal_of(before + notice) is None


@given(st.text(max_size=400))
def test_any_text_has_an_answer(text: str) -> None:
    assert removal_of(text) in {None, "moderator", "author", "unknown"}
