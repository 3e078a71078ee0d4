"""The words that hard documents are written with: real ones, so that lines are hyphenated and justified as usual."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH = """
the a of and to in that it was for on with as by at from this which were or had not are but have an they one all their
there been if more when would who so no he she we you her his its our your about into than them can only other time new
some could these two may then first any my now such like over man even most made after also did many before must through
year years way where get much well down should because each just those people how too little state good very make world
still own see men work long here between both life being under never day same another know while last might us great old
committee government rights human justice international investigation independent responsibility accountability
declaration convention organisation organisations representatives parliamentary constitutional administration
extraordinary circumstances proceedings testimony testimonies documentation archives prisoners detention imprisonment
execution disappearance families relatives witnesses survivors judgement sentence tribunal magistrates prosecutor
commission recommendation resolution assembly secretary general council observers delegation correspondence translation
newspaper publication considerable approximately immediately particularly subsequently nevertheless notwithstanding
fundamental unprecedented systematic widespread enforcement obligation obligations transparency impartial credible
community communities minority majority consequence consequences interpretation understanding relationship
"""

ARABIC = """
في من على إلى عن مع هذا هذه ذلك التي الذي كان كانت قد لا ما لم لن إن أن أو ثم بعد قبل بين حتى عند كل بعض غير مثل حيث
اللجنة الحكومة حقوق الإنسان العدالة الدولية التحقيق المستقلة المسؤولية المساءلة الإعلان الاتفاقية المنظمات الممثلين
البرلمان الدستورية الإدارة الظروف الإجراءات الشهادة الشهادات الوثائق السجناء الاحتجاز السجن الإعدام الاختفاء العائلات
الأقارب الشهود الناجين الحكم المحكمة القضاة المدعي العام التوصية القرار الجمعية الأمين المجلس المراقبين الوفد المراسلات
الترجمة الصحيفة النشر الأساسية المنهجية الواسعة الالتزام الشفافية المحايدة المجتمع الأقلية الأغلبية النتيجة التفسير العلاقة
يوم شهر سنة مدينة بلد شعب رجل امرأة طفل كتاب رسالة تقرير خبر سؤال جواب طريق بيت باب نور ماء أرض سماء حرب سلام حرية
"""

LANGUAGES: Mapping[str, list[str]] = {"en": ENGLISH.split(), "ar": ARABIC.split()}

SHORT = {language: [word for word in words if len(word) < 10] for language, words in LANGUAGES.items()}

FOREIGN = ("[Nouveaux Droits de l’Homme]{lang=fr}", "[au nom de tous]{lang=fr}")

HOSTS = ("example.org", "www.example.org", "archive.example.org", "documents.example.net")


def tokens() -> list[str]:
    """All words that stand once in a document: five letters, so that no language hyphenates them, none of them f."""
    consonants, vowels = "bcdghjklmnprstvwxz", "aeiou"
    return [f"Q{a}{b}{c}{d}" for a in consonants for b in vowels for c in consonants for d in vowels]
