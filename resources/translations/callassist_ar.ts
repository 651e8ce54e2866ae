<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG">
<context>
    <name>CallCounts</name>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>لا مكالمات</numerusform>
            <numerusform>مكالمة واحدة</numerusform>
            <numerusform>مكالمتان</numerusform>
            <numerusform>%n مكالمات</numerusform>
            <numerusform>%n مكالمة</numerusform>
            <numerusform>%n مكالمة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls written…</source>
        <translation>
            <numerusform>لم تُكتب مكالمة بعد…</numerusform>
            <numerusform>كُتبت مكالمة واحدة…</numerusform>
            <numerusform>كُتبت مكالمتان…</numerusform>
            <numerusform>كُتبت %n مكالمات…</numerusform>
            <numerusform>كُتبت %n مكالمة…</numerusform>
            <numerusform>كُتبت %n مكالمة…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings given</source>
        <translation>
            <numerusform>لم يُوجَّه تنبيه</numerusform>
            <numerusform>تنبيه واحد وُجّه</numerusform>
            <numerusform>تنبيهان وُجّها</numerusform>
            <numerusform>%n تنبيهات وُجّهت</numerusform>
            <numerusform>%n تنبيهًا وُجّه</numerusform>
            <numerusform>%n تنبيه وُجّه</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows can&apos;t be read</source>
        <translation>
            <numerusform>كل الأسطر مقروءة</numerusform>
            <numerusform>سطر واحد تعذّرت قراءته</numerusform>
            <numerusform>سطران تعذّرت قراءتهما</numerusform>
            <numerusform>%n أسطر تعذّرت قراءتها</numerusform>
            <numerusform>%n سطرًا تعذّرت قراءته</numerusform>
            <numerusform>%n سطر تعذّرت قراءته</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n promises open</source>
        <translation>
            <numerusform>لا وعد قائم</numerusform>
            <numerusform>وعد قائم</numerusform>
            <numerusform>وعدان قائمان</numerusform>
            <numerusform>%n وعود قائمة</numerusform>
            <numerusform>%n وعدًا قائمًا</numerusform>
            <numerusform>%n وعد قائم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Said in %n places</source>
        <translation>
            <numerusform>لم تُقل</numerusform>
            <numerusform>قيلت في موضع واحد</numerusform>
            <numerusform>قيلت في موضعين</numerusform>
            <numerusform>قيلت في %n مواضع</numerusform>
            <numerusform>قيلت في %n موضعًا</numerusform>
            <numerusform>قيلت في %n موضع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls chosen</source>
        <translation>
            <numerusform>لم تُختر مكالمة</numerusform>
            <numerusform>مكالمة واحدة مختارة</numerusform>
            <numerusform>مكالمتان مختارتان</numerusform>
            <numerusform>%n مكالمات مختارة</numerusform>
            <numerusform>%n مكالمة مختارة</numerusform>
            <numerusform>%n مكالمة مختارة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>لا وعد متأخر</numerusform>
            <numerusform>وعد متأخر</numerusform>
            <numerusform>وعدان متأخران</numerusform>
            <numerusform>%n وعود متأخرة</numerusform>
            <numerusform>%n وعدًا متأخرًا</numerusform>
            <numerusform>%n وعد متأخر</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>لا شيء غيره</numerusform>
            <numerusform>وتنبيه آخر</numerusform>
            <numerusform>وتنبيهان آخران</numerusform>
            <numerusform>و%n تنبيهات أخرى</numerusform>
            <numerusform>و%n تنبيهًا آخر</numerusform>
            <numerusform>و%n تنبيه آخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines wait in memory and nothing is lost.</source>
        <translation>
            <numerusform>لا أسطر تنتظر في الذاكرة، ولم يضع شيء.</numerusform>
            <numerusform>سطر واحد ينتظر في الذاكرة، ولم يضع شيء.</numerusform>
            <numerusform>سطران ينتظران في الذاكرة، ولم يضع شيء.</numerusform>
            <numerusform>%n أسطر تنتظر في الذاكرة، ولم يضع شيء.</numerusform>
            <numerusform>%n سطرًا ينتظر في الذاكرة، ولم يضع شيء.</numerusform>
            <numerusform>%n سطر ينتظر في الذاكرة، ولم يضع شيء.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>اليوم</numerusform>
            <numerusform>قبل يوم واحد</numerusform>
            <numerusform>قبل يومين</numerusform>
            <numerusform>قبل %n أيام</numerusform>
            <numerusform>قبل %n يومًا</numerusform>
            <numerusform>قبل %n يوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>لا وعد متأخر</numerusform>
            <numerusform>وعد متأخر</numerusform>
            <numerusform>وعدان متأخران</numerusform>
            <numerusform>%n وعود متأخرة</numerusform>
            <numerusform>%n وعدًا متأخرًا</numerusform>
            <numerusform>%n وعد متأخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>لا وعد اليوم</numerusform>
            <numerusform>وعد مستحق اليوم</numerusform>
            <numerusform>وعدان مستحقان اليوم</numerusform>
            <numerusform>%n وعود مستحقة اليوم</numerusform>
            <numerusform>%n وعدًا مستحقًا اليوم</numerusform>
            <numerusform>%n وعد مستحق اليوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ولا وعد آخر</numerusform>
            <numerusform>ووعد آخر</numerusform>
            <numerusform>ووعدان آخران</numerusform>
            <numerusform>و%n وعود أخرى</numerusform>
            <numerusform>و%n وعدًا آخر</numerusform>
            <numerusform>و%n وعد آخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moved %n times</source>
        <translation>
            <numerusform>لم يتغيّر موعده</numerusform>
            <numerusform>تغيّر موعده مرة</numerusform>
            <numerusform>تغيّر موعده مرتين</numerusform>
            <numerusform>تغيّر موعده %n مرات</numerusform>
            <numerusform>تغيّر موعده %n مرة</numerusform>
            <numerusform>تغيّر موعده %n مرة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n earlier calls</source>
        <translation>
            <numerusform>ولا مكالمة قبلها</numerusform>
            <numerusform>ومكالمة قبلها</numerusform>
            <numerusform>ومكالمتان قبلها</numerusform>
            <numerusform>و%n مكالمات قبلها</numerusform>
            <numerusform>و%n مكالمة قبلها</numerusform>
            <numerusform>و%n مكالمة قبلها</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the last %n days</source>
        <translation>
            <numerusform>اليوم</numerusform>
            <numerusform>خلال آخر يوم</numerusform>
            <numerusform>خلال آخر يومين</numerusform>
            <numerusform>خلال آخر %n أيام</numerusform>
            <numerusform>خلال آخر %n يومًا</numerusform>
            <numerusform>خلال آخر %n يوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n promises wait to be decided.</source>
        <translation>
            <numerusform>لا وعود تنتظر قرارك.</numerusform>
            <numerusform>وعد واحد ينتظر قرارك.</numerusform>
            <numerusform>وعدان ينتظران قرارك.</numerusform>
            <numerusform>%n وعود تنتظر قرارك.</numerusform>
            <numerusform>%n وعدًا ينتظر قرارك.</numerusform>
            <numerusform>%n وعد ينتظر قرارك.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Measured</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>دقيقة واحدة</numerusform>
            <numerusform>دقيقتان</numerusform>
            <numerusform>%n دقائق</numerusform>
            <numerusform>%n دقيقة</numerusform>
            <numerusform>%n دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n ساعة</numerusform>
            <numerusform>ساعة واحدة</numerusform>
            <numerusform>ساعتان</numerusform>
            <numerusform>%n ساعات</numerusform>
            <numerusform>%n ساعة</numerusform>
            <numerusform>%n ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومان</numerusform>
            <numerusform>%n أيام</numerusform>
            <numerusform>%n يومًا</numerusform>
            <numerusform>%n يوم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working days</source>
        <translation>
            <numerusform>%n يوم عمل</numerusform>
            <numerusform>يوم عمل واحد</numerusform>
            <numerusform>يومًا عمل</numerusform>
            <numerusform>%n أيام عمل</numerusform>
            <numerusform>%n يوم عمل</numerusform>
            <numerusform>%n يوم عمل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weeks</source>
        <translation>
            <numerusform>%n أسبوع</numerusform>
            <numerusform>أسبوع واحد</numerusform>
            <numerusform>أسبوعان</numerusform>
            <numerusform>%n أسابيع</numerusform>
            <numerusform>%n أسبوعًا</numerusform>
            <numerusform>%n أسبوع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n شهر</numerusform>
            <numerusform>شهر واحد</numerusform>
            <numerusform>شهران</numerusform>
            <numerusform>%n أشهر</numerusform>
            <numerusform>%n شهرًا</numerusform>
            <numerusform>%n شهر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n سنة</numerusform>
            <numerusform>سنة واحدة</numerusform>
            <numerusform>سنتان</numerusform>
            <numerusform>%n سنوات</numerusform>
            <numerusform>%n سنة</numerusform>
            <numerusform>%n سنة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n خط</numerusform>
            <numerusform>خط واحد</numerusform>
            <numerusform>خطان</numerusform>
            <numerusform>%n خطوط</numerusform>
            <numerusform>%n خطًا</numerusform>
            <numerusform>%n خط</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n devices</source>
        <translation>
            <numerusform>%n جهاز</numerusform>
            <numerusform>جهاز واحد</numerusform>
            <numerusform>جهازان</numerusform>
            <numerusform>%n أجهزة</numerusform>
            <numerusform>%n جهازًا</numerusform>
            <numerusform>%n جهاز</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tries</source>
        <translation>
            <numerusform>%n محاولة</numerusform>
            <numerusform>محاولة واحدة</numerusform>
            <numerusform>محاولتان</numerusform>
            <numerusform>%n محاولات</numerusform>
            <numerusform>%n محاولة</numerusform>
            <numerusform>%n محاولة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Numbered</name>
    <message numerus="yes">
        <source>%n purchases</source>
        <translation>
            <numerusform>لا مشتريات</numerusform>
            <numerusform>عملية شراء واحدة</numerusform>
            <numerusform>عمليتا شراء</numerusform>
            <numerusform>%n عمليات شراء</numerusform>
            <numerusform>%n عملية شراء</numerusform>
            <numerusform>%n عملية شراء</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n incidents</source>
        <translation>
            <numerusform>لا وقائع</numerusform>
            <numerusform>واقعة واحدة</numerusform>
            <numerusform>واقعتان</numerusform>
            <numerusform>%n وقائع</numerusform>
            <numerusform>%n واقعة</numerusform>
            <numerusform>%n واقعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people have this number</source>
        <translation>
            <numerusform>لا أحد له هذا الرقم</numerusform>
            <numerusform>شخص واحد له هذا الرقم</numerusform>
            <numerusform>شخصان لهما هذا الرقم</numerusform>
            <numerusform>%n أشخاص لهم هذا الرقم</numerusform>
            <numerusform>%n شخصًا لهم هذا الرقم</numerusform>
            <numerusform>%n شخص لهم هذا الرقم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good experiences</source>
        <translation>
            <numerusform>لا تجارب حسنة</numerusform>
            <numerusform>تجربة حسنة واحدة</numerusform>
            <numerusform>تجربتان حسنتان</numerusform>
            <numerusform>%n تجارب حسنة</numerusform>
            <numerusform>%n تجربة حسنة</numerusform>
            <numerusform>%n تجربة حسنة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bad experiences</source>
        <translation>
            <numerusform>لا تجارب سيئة</numerusform>
            <numerusform>تجربة سيئة واحدة</numerusform>
            <numerusform>تجربتان سيئتان</numerusform>
            <numerusform>%n تجارب سيئة</numerusform>
            <numerusform>%n تجربة سيئة</numerusform>
            <numerusform>%n تجربة سيئة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier contacts</source>
        <translation>
            <numerusform>لا تواصل أقدم</numerusform>
            <numerusform>مرة تواصل أقدم</numerusform>
            <numerusform>مرتا تواصل أقدم</numerusform>
            <numerusform>%n مرات تواصل أقدم</numerusform>
            <numerusform>%n مرة تواصل أقدم</numerusform>
            <numerusform>%n مرة تواصل أقدم</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good contacts since</source>
        <translation>
            <numerusform>لا تواصل حسنا منذ ذلك</numerusform>
            <numerusform>تواصل حسن واحد منذ ذلك</numerusform>
            <numerusform>تواصلان حسنان منذ ذلك</numerusform>
            <numerusform>%n مرات تواصل حسنة منذ ذلك</numerusform>
            <numerusform>%n مرة تواصل حسنة منذ ذلك</numerusform>
            <numerusform>%n مرة تواصل حسنة منذ ذلك</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>answers</name>
    <message>
        <source>Keep on top</source>
        <translation>أبقها في الأعلى</translation>
    </message>
    <message>
        <source>It helped</source>
        <translation>أفادت</translation>
    </message>
    <message>
        <source>It did not help</source>
        <translation>لم تفد</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>الإجابات</translation>
    </message>
</context>
<context>
    <name>article</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Back to the answers, as Esc does</source>
        <translation>رجوع إلى الإجابات، مثل مفتاح Esc</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>انسخ النص</translation>
    </message>
    <message>
        <source>This article is not there any more. What was found of it:</source>
        <translation>لم تعد هذه المقالة موجودة. هذا ما وُجد منها:</translation>
    </message>
    <message>
        <source>The rest is being fetched …</source>
        <translation>جارٍ جلب البقية …</translation>
    </message>
    <message>
        <source>kept by %1</source>
        <translation>مسؤولها: %1</translation>
    </message>
</context>
<context>
    <name>articles</name>
    <message>
        <source>review overdue</source>
        <translation>تأخرت مراجعتها</translation>
    </message>
    <message>
        <source>incident</source>
        <translation>عطل</translation>
    </message>
    <message>
        <source>in Arabic</source>
        <translation>بالعربية</translation>
    </message>
    <message>
        <source>in English</source>
        <translation>بالإنجليزية</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>روجعت في %1</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>الخطوات</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>القيم</translation>
    </message>
    <message>
        <source>SAR</source>
        <translation>ريال سعودي</translation>
    </message>
    <message>
        <source>EGP</source>
        <translation>جنيه مصري</translation>
    </message>
    <message>
        <source>USD</source>
        <translation>دولار أمريكي</translation>
    </message>
    <message>
        <source>AED</source>
        <translation>درهم إماراتي</translation>
    </message>
</context>
<context>
    <name>bar</name>
    <message>
        <source>No call</source>
        <translation>لا توجد مكالمة</translation>
    </message>
    <message>
        <source>Listening, writing late</source>
        <translation>يستمع، والتدوين متأخر</translation>
    </message>
    <message>
        <source>Number not known</source>
        <translation>رقم غير معروف</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Start a call</source>
        <translation>ابدأ مكالمة</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>تابع</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>No transcript</source>
        <translation>بلا تدوين</translation>
    </message>
    <message>
        <source>End</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Press again to end</source>
        <translation>اضغط مرة أخرى للإنهاء</translation>
    </message>
    <message>
        <source>Ends the transcript; hang up in the softphone</source>
        <translation>ينهي التدوين، وأنهِ المكالمة نفسها من برنامج الهاتف</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>إنهاء المكالمة</translation>
    </message>
    <message>
        <source>Press again to hang up</source>
        <translation>اضغط مرة أخرى للإنهاء</translation>
    </message>
    <message>
        <source>Hangs up in the softphone</source>
        <translation>ينهي المكالمة في برنامج الهاتف</translation>
    </message>
    <message>
        <source>How loud the customer is</source>
        <translation>مستوى صوت العميل</translation>
    </message>
    <message>
        <source>How loud you are</source>
        <translation>مستوى صوتك</translation>
    </message>
    <message>
        <source>Answer, or start a call by hand</source>
        <translation>رد، أو ابدأ مكالمة يدويًا</translation>
    </message>
    <message>
        <source>Neither side is heard until you go on</source>
        <translation>لا يُسمع أي طرف حتى تتابع</translation>
    </message>
    <message>
        <source>The caller does not want it: this call is not written down</source>
        <translation>المتصل لا يريد ذلك: لن تُدوَّن هذه المكالمة</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>القائمة</translation>
    </message>
</context>
<context>
    <name>board</name>
    <message>
        <source>Incident: %1</source>
        <translation>عطل: %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>وغيره: %1</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>طي</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>ماذا أقول؟</translation>
    </message>
    <message>
        <source>What is broken now, and what to say</source>
        <translation>الأعطال الحالية وما يقال فيها</translation>
    </message>
    <message>
        <source>Copy what to say</source>
        <translation>انسخ ما يقال</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1، حتى %2</translation>
    </message>
</context>
<context>
    <name>breather</name>
    <message>
        <source>That was a hard call. Take a breather</source>
        <translation>كانت مكالمة صعبة. خذ استراحة قصيرة</translation>
    </message>
    <message>
        <source>Set yourself to away in the softphone first.</source>
        <translation>اجعل حالتك في برنامج الهاتف «غير متاح» أولًا.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>Your time is over. Go on when you are ready</source>
        <translation>انتهى الوقت. تابع متى شئت</translation>
    </message>
    <message>
        <source>I am back</source>
        <translation>عدت</translation>
    </message>
    <message>
        <source>A breather until %1</source>
        <translation>استراحة حتى %1</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 د</translation>
    </message>
    <message>
        <source>Promises you kept: %1</source>
        <translation>وعود وفيت بها: %1</translation>
    </message>
    <message>
        <source>Thanks you got: %1</source>
        <translation>كلمات شكر وصلتك: %1</translation>
    </message>
</context>
<context>
    <name>calls</name>
    <message>
        <source>Nothing was written down about what came of it.</source>
        <translation>لم يُكتب شيء عمّا آلت إليه المكالمة.</translation>
    </message>
    <message>
        <source>The agent rejected the alarms that led to it.</source>
        <translation>رفض الموظف الإنذارات التي أدت إليه.</translation>
    </message>
    <message>
        <source>There is one.</source>
        <translation>يوجد تقرير.</translation>
    </message>
    <message>
        <source>Past calls</source>
        <translation>المكالمات السابقة</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>متصل غير معروف</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>جارية</translation>
    </message>
    <message>
        <source>Agent: %1</source>
        <translation>الموظف: %1</translation>
    </message>
    <message>
        <source>The program stopped during it</source>
        <translation>توقف البرنامج في أثنائها</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>جارٍ الفتح…</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>العودة إلى القائمة</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>ما قيل</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>ما آلت إليه</translation>
    </message>
    <message>
        <source>Choose a call: arrow keys, then Enter</source>
        <translation>اختيار مكالمة: مفاتيح الأسهم، ثم Enter</translation>
    </message>
    <message>
        <source>No call fits.</source>
        <translation>لا توجد مكالمة بهذه الشروط.</translation>
    </message>
    <message>
        <source>There is no call yet. Calls are listed here from the moment they begin.</source>
        <translation>لا توجد مكالمات بعد. تظهر كل مكالمة هنا منذ بدايتها.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>In which folder is the new folder to be?</source>
        <translation>في أي مجلد يُنشأ المجلد الجديد؟</translation>
    </message>
    <message>
        <source>Calls written: %1 of %2…</source>
        <translation>المكالمات المكتوبة: %1 من %2…</translation>
    </message>
    <message>
        <source>Stopped; no file was written</source>
        <translation>أُوقف الحفظ، ولم يُكتب ملف</translation>
    </message>
    <message>
        <source>Saved, not encrypted: %1</source>
        <translation>حُفظ بلا تشفير: %1</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>حفظ في ملف</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>The whole list is chosen</source>
        <translation>القائمة كلها مختارة</translation>
    </message>
    <message>
        <source>The chosen calls</source>
        <translation>المكالمات المختارة</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>هذه القائمة</translation>
    </message>
    <message>
        <source>%1, for a spreadsheet (CSV)</source>
        <translation>%1، لجدول بيانات (CSV)</translation>
    </message>
    <message>
        <source>%1, as JSON Lines</source>
        <translation>%1، بصيغة JSON Lines</translation>
    </message>
    <message>
        <source>%1, each on paper (PDF) in a new folder</source>
        <translation>%1، كل مكالمة في ملف PDF داخل مجلد جديد</translation>
    </message>
    <message>
        <source>This call, on paper (PDF)</source>
        <translation>هذه المكالمة على ورق (PDF)</translation>
    </message>
    <message>
        <source>This call, as JSON Lines</source>
        <translation>هذه المكالمة بصيغة JSON Lines</translation>
    </message>
    <message>
        <source>The call at a glance</source>
        <translation>المكالمة في لمحة</translation>
    </message>
    <message>
        <source>Not said in this call</source>
        <translation>لم تُقل في هذه المكالمة</translation>
    </message>
    <message>
        <source>Place %1 of %2</source>
        <translation>الموضع %1 من %2</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>السابق</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Nothing was written down of what was said in it.</source>
        <translation>لم يُكتب شيء مما قيل فيها.</translation>
    </message>
</context>
<context>
    <name>chords</name>
    <message>
        <source>Space</source>
        <translation>المسافة</translation>
    </message>
    <message>
        <source>Answer, or start a call by hand</source>
        <translation>رد، أو ابدأ مكالمة يدويًا</translation>
    </message>
    <message>
        <source>Hang up (press twice)</source>
        <translation>إنهاء المكالمة (اضغط مرتين)</translation>
    </message>
    <message>
        <source>Pause listening, and go on</source>
        <translation>إيقاف الاستماع مؤقتًا، ثم المتابعة</translation>
    </message>
    <message>
        <source>The caller does not want a transcript</source>
        <translation>المتصل لا يريد التدوين</translation>
    </message>
    <message>
        <source>Write a note at this line</source>
        <translation>اكتب ملاحظة عند هذا السطر</translation>
    </message>
    <message>
        <source>Undo the last step</source>
        <translation>تراجع عن آخر خطوة</translation>
    </message>
    <message>
        <source>Look at IDs and IBANs while held</source>
        <translation>أظهر رقم الهوية والآيبان ما دمت ضاغطًا</translation>
    </message>
    <message>
        <source>Jump to what is being said now</source>
        <translation>انتقل إلى ما يقال الآن</translation>
    </message>
    <message>
        <source>The customer&apos;s record, and back</source>
        <translation>سجل العميل، والعودة منه</translation>
    </message>
    <message>
        <source>Make a record of an unknown caller, or choose somebody else</source>
        <translation>أنشئ سجلًا لمتصل غير معروف، أو اختر شخصًا آخر</translation>
    </message>
    <message>
        <source>The caller is verified: show what is folded</source>
        <translation>تم التحقق من المتصل: أظهر المطوي</translation>
    </message>
    <message>
        <source>Search the answers</source>
        <translation>ابحث في الإجابات</translation>
    </message>
    <message>
        <source>Copy the first answer</source>
        <translation>انسخ الإجابة الأولى</translation>
    </message>
    <message>
        <source>Copy the second answer</source>
        <translation>انسخ الإجابة الثانية</translation>
    </message>
    <message>
        <source>Copy the third answer</source>
        <translation>انسخ الإجابة الثالثة</translation>
    </message>
    <message>
        <source>Keep the chosen answer on top, or let it go</source>
        <translation>أبق الإجابة المختارة في الأعلى، أو أعدها</translation>
    </message>
    <message>
        <source>Read the chosen answer whole, and back</source>
        <translation>اقرأ الإجابة المختارة كاملة، والعودة منها</translation>
    </message>
    <message>
        <source>The chosen answer helped</source>
        <translation>الإجابة المختارة أفادت</translation>
    </message>
    <message>
        <source>The chosen answer did not help</source>
        <translation>الإجابة المختارة لم تفد</translation>
    </message>
    <message>
        <source>Copy the phrase</source>
        <translation>انسخ العبارة</translation>
    </message>
    <message>
        <source>Another phrase</source>
        <translation>عبارة أخرى</translation>
    </message>
    <message>
        <source>Copy the line below the phrase</source>
        <translation>انسخ السطر الذي تحت العبارة</translation>
    </message>
    <message>
        <source>What is broken now, and what to say</source>
        <translation>الأعطال الحالية وما يقال فيها</translation>
    </message>
    <message>
        <source>The card of the moment: yes, or done</source>
        <translation>بطاقة «الآن»: نعم، أو تمّ</translation>
    </message>
    <message>
        <source>The card of the moment: no, a false alarm</source>
        <translation>بطاقة «الآن»: لا، إنذار خاطئ</translation>
    </message>
    <message>
        <source>The shouting lets nobody work: it asks for a warning</source>
        <translation>الصراخ يعطّل المكالمة: يستدعي تنبيهًا</translation>
    </message>
    <message>
        <source>Note a goodwill gesture, and back</source>
        <translation>دوّن لفتة طيبة، ثم ارجع</translation>
    </message>
    <message>
        <source>Past calls, in a window of their own</source>
        <translation>المكالمات السابقة في نافذة مستقلة</translation>
    </message>
    <message>
        <source>Wrap up the call, or look at what was said</source>
        <translation>خلاصة المكالمة، أو الرجوع إلى ما قيل</translation>
    </message>
    <message>
        <source>Copy the wrap-up as text</source>
        <translation>نسخ خلاصة المكالمة نصًا</translation>
    </message>
    <message>
        <source>What you just promised counts</source>
        <translation>ما وعدت به الآن يُحتسب</translation>
    </message>
    <message>
        <source>What you just promised does not count</source>
        <translation>ما وعدت به الآن لا يُحتسب</translation>
    </message>
    <message>
        <source>Change what you just promised</source>
        <translation>تعديل ما وعدت به الآن</translation>
    </message>
    <message>
        <source>Write a promise down</source>
        <translation>كتابة وعد</translation>
    </message>
    <message>
        <source>All promises, and back</source>
        <translation>كل الوعود، ثم العودة</translation>
    </message>
    <message>
        <source>Bring this window to the front</source>
        <translation>أحضر هذه النافذة إلى الأمام</translation>
    </message>
    <message>
        <source>Small window, and back</source>
        <translation>نافذة صغيرة، ثم العودة</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Show these keys</source>
        <translation>اعرض هذه المفاتيح</translation>
    </message>
</context>
<context>
    <name>conduct</name>
    <message>
        <source>Warning %1 counts as given.</source>
        <translation>سُجّل أن التنبيه %1 قيل.</translation>
    </message>
    <message>
        <source>Confirmed: it was abuse.</source>
        <translation>تأكّد أنها إساءة.</translation>
    </message>
    <message>
        <source>Put away.</source>
        <translation>أُبعدت البطاقة.</translation>
    </message>
    <message>
        <source>A false alarm: it does not count.</source>
        <translation>إنذار خاطئ: لا يُحسب.</translation>
    </message>
    <message>
        <source>The shouting asks for a warning.</source>
        <translation>الصراخ يستدعي تنبيهًا.</translation>
    </message>
</context>
<context>
    <name>customer</name>
    <message>
        <source>VIP</source>
        <translation>عميل مميز</translation>
    </message>
    <message>
        <source>balance %1</source>
        <translation>ميزان الرضا %1</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>فات موعده</translation>
    </message>
    <message>
        <source>The customer&apos;s record</source>
        <translation>سجل العميل</translation>
    </message>
    <message>
        <source>Make a record</source>
        <translation>أنشئ سجلًا</translation>
    </message>
    <message>
        <source>Make a record of this caller</source>
        <translation>أنشئ سجلًا لهذا المتصل</translation>
    </message>
    <message>
        <source>Look them up</source>
        <translation>ابحث عن المتصل</translation>
    </message>
    <message>
        <source>Look for the caller by name or number</source>
        <translation>ابحث عن المتصل بالاسم أو الرقم</translation>
    </message>
    <message>
        <source>Customers&apos; records cannot be opened just now. Notes still work.</source>
        <translation>لا يمكن فتح سجلات العملاء الآن. الملاحظات تعمل.</translation>
    </message>
    <message>
        <source>Looking who it is …</source>
        <translation>جارٍ البحث عن صاحب الرقم …</translation>
    </message>
    <message>
        <source>The caller shows no number.</source>
        <translation>المتصل لا يُظهر رقمه.</translation>
    </message>
    <message>
        <source>Nobody is known by %1 yet.</source>
        <translation>لا يوجد سجل للرقم %1 بعد.</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>بلا اسم بعد</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>زميل</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>منذ %1</translation>
    </message>
    <message>
        <source>No contact before this one</source>
        <translation>لا تواصل قبل هذا</translation>
    </message>
    <message>
        <source>Last: %1</source>
        <translation>آخر تواصل: %1</translation>
    </message>
    <message>
        <source>Promised: %1</source>
        <translation>وُعد به: %1</translation>
    </message>
    <message>
        <source>One bad experience is made up for by about %1 good ones (a setting of your company).</source>
        <translation>التجربة السيئة الواحدة تعوضها نحو %1 تجربة حسنة (إعداد من شركتك).</translation>
    </message>
    <message>
        <source>So far: %1, %2.</source>
        <translation>حتى الآن: %1، %2.</translation>
    </message>
    <message>
        <source>Still to go: %1</source>
        <translation>المتبقي: %1</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>سيئة</translation>
    </message>
    <message>
        <source>good</source>
        <translation>حسنة</translation>
    </message>
    <message>
        <source>%1, %2: %3; to go: %4</source>
        <translation>%1، %2: %3، والمتبقي: %4</translation>
    </message>
    <message>
        <source>Went wrong %1: %2.</source>
        <translation>وقع الخلل %1: %2.</translation>
    </message>
    <message>
        <source>Put right since: %1.</source>
        <translation>وعولج منذ ذلك: %1.</translation>
    </message>
    <message>
        <source>Not put right yet.</source>
        <translation>ولم يعالج بعد.</translation>
    </message>
    <message>
        <source>%1: after verification</source>
        <translation>%1: بعد التحقق</translation>
    </message>
    <message>
        <source>last contact %1</source>
        <translation>آخر تواصل %1</translation>
    </message>
</context>
<context>
    <name>days</name>
    <message>
        <source>today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>غدًا</translation>
    </message>
    <message>
        <source>%1 before %2</source>
        <translation>%1 قبل %2</translation>
    </message>
</context>
<context>
    <name>desk</name>
    <message>
        <source>The caller does not want it. Nobody is heard any more.</source>
        <translation>المتصل لا يريد ذلك. توقف الاستماع للطرفين.</translation>
    </message>
    <message>
        <source>Note kept.</source>
        <translation>حُفظت الملاحظة.</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>اللقب</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>ينادى بـ</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>الباقة</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>عميل منذ</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>اللهجة</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>الجنس</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>القسم</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>عميل مميز</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>English</source>
        <translation>الإنجليزية</translation>
    </message>
    <message>
        <source>Standard Arabic</source>
        <translation>الفصحى</translation>
    </message>
    <message>
        <source>Gulf</source>
        <translation>خليجية</translation>
    </message>
    <message>
        <source>Egyptian</source>
        <translation>مصرية</translation>
    </message>
    <message>
        <source>woman</source>
        <translation>أنثى</translation>
    </message>
    <message>
        <source>man</source>
        <translation>ذكر</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>عميل</translation>
    </message>
    <message>
        <source>colleague</source>
        <translation>زميل</translation>
    </message>
    <message>
        <source>no</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>نعم</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>غير محدد</translation>
    </message>
    <message>
        <source>Enter edits it</source>
        <translation>مفتاح Enter للتعديل</translation>
    </message>
    <message>
        <source>Enter keeps it, Esc leaves it as it was</source>
        <translation>مفتاح Enter يحفظ، ومفتاح Esc يتركه كما كان</translation>
    </message>
</context>
<context>
    <name>filters</name>
    <message>
        <source>Not wrapped up</source>
        <translation>لم تُلخَّص</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>إزالة الشروط</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>ما حدث فيها</translation>
    </message>
    <message>
        <source>%1 is no day: write it as 2026-03-01</source>
        <translation>«%1» ليس تاريخًا: اكتبه هكذا 2026-03-01</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>من … إلى …</translation>
    </message>
    <message>
        <source>Any category</source>
        <translation>كل المواضيع</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>كل النتائج</translation>
    </message>
    <message>
        <source>Words said</source>
        <translation>كلمات قيلت</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>اسم أو رقم</translation>
    </message>
    <message>
        <source>From, 2026-03-01</source>
        <translation>من، 2026-03-01</translation>
    </message>
    <message>
        <source>To, 2026-03-31</source>
        <translation>إلى، 2026-03-31</translation>
    </message>
    <message>
        <source>In quotation marks: exactly so. Ctrl+F comes here.</source>
        <translation>بين علامتي اقتباس: كما هي تمامًا. Ctrl+F يأتي إلى هنا.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>A promise is still open</source>
        <translation>فيها وعد قائم</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>كل الأوقات</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>هذا الأسبوع</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>الأسبوع الماضي</translation>
    </message>
    <message>
        <source>of “%1”</source>
        <translation>للعميل «%1»</translation>
    </message>
    <message>
        <source>in which there was: %1</source>
        <translation>التي فيها: %1</translation>
    </message>
    <message>
        <source>about: %1</source>
        <translation>التي موضوعها: %1</translation>
    </message>
    <message>
        <source>that ended: %1</source>
        <translation>التي نتيجتها: %1</translation>
    </message>
    <message>
        <source>with a promise still open</source>
        <translation>التي فيها وعد قائم</translation>
    </message>
    <message>
        <source>where “%1” was said</source>
        <translation>التي قيل فيها «%1»</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>a clause after another</comment>
        <translation>و%1</translation>
    </message>
    <message>
        <source>Calls of today</source>
        <translation>مكالمات اليوم</translation>
    </message>
    <message>
        <source>Calls of yesterday</source>
        <translation>مكالمات أمس</translation>
    </message>
    <message>
        <source>Calls of this week</source>
        <translation>مكالمات هذا الأسبوع</translation>
    </message>
    <message>
        <source>Calls of last week</source>
        <translation>مكالمات الأسبوع الماضي</translation>
    </message>
    <message>
        <source>Calls from %1 to %2</source>
        <translation>المكالمات من %1 إلى %2</translation>
    </message>
    <message>
        <source>Calls from %1 on</source>
        <translation>المكالمات من %1 فصاعدًا</translation>
    </message>
    <message>
        <source>Calls up to %1</source>
        <translation>المكالمات حتى %1</translation>
    </message>
    <message>
        <source>All calls</source>
        <translation>كل المكالمات</translation>
    </message>
    <message>
        <source>not wrapped up yet</source>
        <translation>التي لم تُلخَّص بعد</translation>
    </message>
    <message>
        <source> and </source>
        <translation> و</translation>
    </message>
</context>
<context>
    <name>flash</name>
    <message>
        <source>Copied</source>
        <translation>نُسخ</translation>
    </message>
</context>
<context>
    <name>goodwill</name>
    <message>
        <source>Noted: %1.</source>
        <translation>سُجّلت: %1.</translation>
    </message>
    <message>
        <source>Note a gesture</source>
        <translation>تسجيل بادرة</translation>
    </message>
    <message>
        <source>Amount in %1</source>
        <translation>المبلغ (%1)</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>تسجيل</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>That is no amount: write a number above zero.</source>
        <translation>هذا ليس مبلغًا: اكتب رقمًا أكبر من الصفر.</translation>
    </message>
    <message>
        <source>Goodwill: choose first whose record it is.</source>
        <translation>بادرة حسن نية: اختر سجل العميل أولًا.</translation>
    </message>
    <message>
        <source>%1 is more than you may give. Up to %2 is yours; above it ask a supervisor.</source>
        <translation>%1 أكثر مما يمكنك منحه. صلاحيتك حتى %2، ولما زاد عليها اسأل المشرف.</translation>
    </message>
    <message>
        <source>Goodwill: %1 is left of what you may give today.</source>
        <translation>بادرة حسن نية: بقي من صلاحيتك اليوم %1.</translation>
    </message>
    <message>
        <source>Goodwill: up to %1 for this customer today.</source>
        <translation>بادرة حسن نية: حتى %1 لهذا العميل اليوم.</translation>
    </message>
    <message>
        <source>Goodwill: up to %1 is left for this customer.</source>
        <translation>بادرة حسن نية: بقي لهذا العميل حتى %1.</translation>
    </message>
    <message>
        <source>You have given all that you may today. For more, ask a supervisor.</source>
        <translation>استنفدت صلاحيتك اليوم. لما زاد عليها اسأل المشرف.</translation>
    </message>
    <message>
        <source>This customer has got all that you may give. For more, ask a supervisor.</source>
        <translation>أخذ هذا العميل كل ما يمكنك منحه. لما زاد عليه اسأل المشرف.</translation>
    </message>
</context>
<context>
    <name>knowing</name>
    <message>
        <source>A record was made.</source>
        <translation>أُنشئ السجل.</translation>
    </message>
    <message>
        <source>The record was changed.</source>
        <translation>عُدل السجل.</translation>
    </message>
</context>
<context>
    <name>knowledge</name>
    <message>
        <source>The knowledge base cannot be opened just now.</source>
        <translation>لا يمكن فتح قاعدة المعرفة الآن.</translation>
    </message>
    <message>
        <source>The articles are being loaded …</source>
        <translation>جارٍ تحميل المقالات …</translation>
    </message>
    <message>
        <source>Your company has no articles here yet.</source>
        <translation>لم تضف شركتك مقالات هنا بعد.</translation>
    </message>
    <message>
        <source>Write what you look for. Esc goes back.</source>
        <translation>اكتب ما تبحث عنه. مفتاح Esc للرجوع.</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>جارٍ البحث …</translation>
    </message>
    <message>
        <source>Nothing fits. Try other words.</source>
        <translation>لا شيء يناسب. جرب كلمات أخرى.</translation>
    </message>
    <message>
        <source>Search the answers</source>
        <translation>ابحث في الإجابات</translation>
    </message>
</context>
<context>
    <name>left over</name>
    <message>
        <source>number not known</source>
        <translation>الرقم غير معروف</translation>
    </message>
    <message>
        <source>A call was cut off: %1</source>
        <translation>انقطعت مكالمة قبل نهايتها: %1</translation>
    </message>
    <message>
        <source>A wrap-up is unfinished: %1</source>
        <translation>خلاصة لم تكتمل: %1</translation>
    </message>
    <message>
        <source>All that was written down is kept.</source>
        <translation>كل ما دُوّن محفوظ.</translation>
    </message>
    <message>
        <source>There is an incident report.</source>
        <translation>ويوجد تقرير عن الواقعة.</translation>
    </message>
    <message>
        <source>Wrap up</source>
        <translation>تلخيص</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>الوعود</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>التقرير</translation>
    </message>
</context>
<context>
    <name>lines</name>
    <message>
        <source>On hold</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>Listening again</source>
        <translation>عاد الاستماع</translation>
    </message>
    <message>
        <source>Listening paused</source>
        <translation>توقف الاستماع مؤقتًا</translation>
    </message>
    <message>
        <source>Muted, nobody is heard</source>
        <translation>الصوت مكتوم، لا يُسمع أحد</translation>
    </message>
    <message>
        <source>No longer muted</source>
        <translation>انتهى كتم الصوت</translation>
    </message>
    <message>
        <source>The caller does not want a transcript: nothing is written down from here</source>
        <translation>المتصل لا يريد التدوين: لا يُكتب شيء بعد هذا</translation>
    </message>
    <message>
        <source>%1: not understood</source>
        <translation>%1: كلام غير مفهوم</translation>
    </message>
    <message>
        <source>%1: no sound came</source>
        <translation>%1: لم يصل صوت</translation>
    </message>
    <message>
        <source>%1: the device went away</source>
        <translation>%1: انقطع الجهاز</translation>
    </message>
    <message>
        <source>%1: the device is back</source>
        <translation>%1: عاد الجهاز</translation>
    </message>
</context>
<context>
    <name>misstated</name>
    <message>
        <source>Only you see this: you said %1; the articles say %2</source>
        <translation>يظهر لك وحدك: قلت %1، وفي المقالات %2</translation>
    </message>
    <message>
        <source>Said: %1; the articles say %2</source>
        <translation>قيل %1، وفي المقالات %2</translation>
    </message>
</context>
<context>
    <name>not_done</name>
    <message>
        <source>That cannot be kept in a record</source>
        <translation>لا يمكن حفظ هذا في السجل</translation>
    </message>
    <message>
        <source>The record is as it was. Correct it and try again: %1</source>
        <translation>السجل كما كان. صحح وأعد المحاولة: %1</translation>
    </message>
    <message>
        <source>That cannot be taken back: it was changed again since</source>
        <translation>لا يمكن التراجع عن هذا: فقد عُدل مرة أخرى بعده</translation>
    </message>
    <message>
        <source>Take the later change back first, or edit the record.</source>
        <translation>تراجع عن التعديل الأحدث أولًا، أو عدل السجل.</translation>
    </message>
    <message>
        <source>Somebody else has edited this record meanwhile; your edit was not kept</source>
        <translation>عدل شخص آخر هذا السجل في أثناء ذلك، ولم يُحفظ تعديلك</translation>
    </message>
    <message>
        <source>Look at it as it is now, and make your edit again.</source>
        <translation>انظر إليه كما هو الآن، وأعد تعديلك.</translation>
    </message>
    <message>
        <source>This record is not there any more</source>
        <translation>لم يعد هذا السجل موجودًا</translation>
    </message>
    <message>
        <source>Look the customer up again.</source>
        <translation>ابحث عن العميل مرة أخرى.</translation>
    </message>
    <message>
        <source>This has been taken back already</source>
        <translation>تم التراجع عن هذا من قبل</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>لم يتغير شيء.</translation>
    </message>
    <message>
        <source>There is nothing to take back</source>
        <translation>لا شيء للتراجع عنه</translation>
    </message>
    <message>
        <source>Something of a call that was cut off is damaged and cannot be read</source>
        <translation>تلف شيء من مكالمة انقطعت ولا يمكن قراءته</translation>
    </message>
    <message>
        <source>All else is kept. Tell your IT department: the disk may be failing.</source>
        <translation>كل ما عداه محفوظ. أبلغ قسم تقنية المعلومات: قد يكون القرص معطوبًا.</translation>
    </message>
    <message>
        <source>The customers&apos; records cannot be used just now</source>
        <translation>لا يمكن استخدام سجلات العملاء الآن</translation>
    </message>
    <message>
        <source>Write it down as a note.</source>
        <translation>دونه في ملاحظة.</translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>Change this note</source>
        <translation>تعديل هذه الملاحظة</translation>
    </message>
    <message>
        <source>Note at %1</source>
        <translation>ملاحظة عند %1</translation>
    </message>
    <message>
        <source>For the call before</source>
        <translation>للمكالمة السابقة</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Enter keeps the note, Esc leaves it</source>
        <translation>مفتاح Enter يحفظ الملاحظة، ومفتاح Esc يتركها</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>حذف</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>Got it</source>
        <translation>فهمت</translation>
    </message>
    <message>
        <source>Choose devices</source>
        <translation>اختر الأجهزة</translation>
    </message>
    <message>
        <source>The link to the softphone is gone</source>
        <translation>انقطع الاتصال ببرنامج الهاتف</translation>
    </message>
    <message>
        <source>Your call goes on. We keep trying; until then, start and end calls here.</source>
        <translation>مكالمتك مستمرة. نواصل المحاولة، وإلى ذلك الحين ابدأ المكالمات وأنهها من هنا.</translation>
    </message>
    <message>
        <source>Something in this program went wrong</source>
        <translation>حدث خلل في هذا البرنامج</translation>
    </message>
    <message>
        <source>What was written down is kept. Please send on this file: %1</source>
        <translation>ما دُوِّن محفوظ. أرسل هذا الملف من فضلك: %1</translation>
    </message>
    <message>
        <source>Another program uses some of these keys</source>
        <translation>برنامج آخر يستخدم بعض هذه المفاتيح</translation>
    </message>
    <message>
        <source>They work in this window only: %1</source>
        <translation>تعمل في هذه النافذة فقط: %1</translation>
    </message>
    <message>
        <source>Your settings could not be saved</source>
        <translation>تعذر حفظ إعداداتك</translation>
    </message>
    <message>
        <source>They hold until you quit. Tell your IT department: %1</source>
        <translation>تبقى سارية حتى تغلق البرنامج. أبلغ قسم تقنية المعلومات: %1</translation>
    </message>
    <message>
        <source>The record of calls cannot be opened</source>
        <translation>لا يمكن فتح سجل المكالمات</translation>
    </message>
    <message>
        <source>Lines wait in memory until it can. Keep this window open and tell your IT department: %1</source>
        <translation>تنتظر الأسطر في الذاكرة وتظهر حين يُفتح. أبقِ هذه النافذة مفتوحة وأبلغ قسم تقنية المعلومات: %1</translation>
    </message>
    <message>
        <source>The disk does not take the record</source>
        <translation>يتعذر حفظ السجل على القرص</translation>
    </message>
    <message>
        <source>Make room on the disk and keep this window open.</source>
        <translation>أفرغ مساحة على القرص، وأبقِ هذه النافذة مفتوحة.</translation>
    </message>
    <message>
        <source>There is no speech model to write with</source>
        <translation>لا يوجد نموذج للتعرف على الكلام</translation>
    </message>
    <message>
        <source>Calls and notes work. Ask your IT department to install the model.</source>
        <translation>المكالمات والملاحظات تعمل. اطلب من قسم تقنية المعلومات تثبيت النموذج.</translation>
    </message>
    <message>
        <source>Listening broke off and is starting again</source>
        <translation>انقطع الاستماع وهو يبدأ من جديد</translation>
    </message>
    <message>
        <source>All lines so far are kept. You need do nothing.</source>
        <translation>كل الأسطر السابقة محفوظة. لا يلزمك فعل شيء.</translation>
    </message>
    <message>
        <source>Writing broke off and is starting again</source>
        <translation>انقطع التدوين وهو يبدأ من جديد</translation>
    </message>
    <message>
        <source>What is said meanwhile is written a little later. You need do nothing.</source>
        <translation>ما يقال الآن سيُدوَّن بعد قليل. لا يلزمك فعل شيء.</translation>
    </message>
    <message>
        <source>The softphone did not do it</source>
        <translation>لم ينفذ برنامج الهاتف الطلب</translation>
    </message>
    <message>
        <source>Do it in the softphone itself: %1</source>
        <translation>نفّذه من برنامج الهاتف نفسه: %1</translation>
    </message>
    <message>
        <source>Customers&apos; records cannot be opened</source>
        <translation>لا يمكن فتح سجلات العملاء</translation>
    </message>
    <message>
        <source>Calls, notes and answers work. Tell your IT department: %1</source>
        <translation>المكالمات والملاحظات والإجابات تعمل. أبلغ قسم تقنية المعلومات: %1</translation>
    </message>
    <message>
        <source>Promises cannot be written into the records yet</source>
        <translation>لا يمكن كتابة الوعود في السجلات بعد</translation>
    </message>
    <message>
        <source>What you approved is kept, and is written as soon as it can be: %1</source>
        <translation>ما اعتمدته محفوظ، وسيُكتب حالما يمكن: %1</translation>
    </message>
    <message>
        <source>The company&apos;s customer system does not answer</source>
        <translation>نظام عملاء الشركة لا يستجيب</translation>
    </message>
    <message>
        <source>The card shows what was known before, and what you write waits here. Tell your IT department: %1</source>
        <translation>تعرض البطاقة ما كان معروفًا من قبل، وما تكتبه محفوظ هنا وينتظر. أبلغ قسم تقنية المعلومات: %1</translation>
    </message>
    <message>
        <source>The company&apos;s customer system did not take what was written</source>
        <translation>لم يقبل نظام عملاء الشركة ما كُتب إليه</translation>
    </message>
    <message>
        <source>It is kept here. Tell your IT department: %1</source>
        <translation>ما كُتب محفوظ هنا. أبلغ قسم تقنية المعلومات: %1</translation>
    </message>
    <message>
        <source>The knowledge base cannot be opened</source>
        <translation>لا يمكن فتح قاعدة المعرفة</translation>
    </message>
    <message>
        <source>Calls, notes and records work. Tell your IT department: %1</source>
        <translation>المكالمات والملاحظات والسجلات تعمل. أبلغ قسم تقنية المعلومات: %1</translation>
    </message>
    <message>
        <source>Your microphone is gone: %1</source>
        <translation>انقطع الميكروفون: %1</translation>
    </message>
    <message>
        <source>The softphone&apos;s sound is gone: %1</source>
        <translation>انقطع صوت برنامج الهاتف: %1</translation>
    </message>
    <message>
        <source>Another program holds the device: %1</source>
        <translation>برنامج آخر يستخدم الجهاز: %1</translation>
    </message>
    <message>
        <source>The system does not let this program hear: %1</source>
        <translation>النظام لا يسمح لهذا البرنامج بالاستماع: %1</translation>
    </message>
    <message>
        <source>Nothing comes from your microphone: %1</source>
        <translation>لا يصل صوت من الميكروفون: %1</translation>
    </message>
    <message>
        <source>Nothing comes from the softphone: %1</source>
        <translation>لا يصل صوت من برنامج الهاتف: %1</translation>
    </message>
    <message>
        <source>The device is another one now: %1</source>
        <translation>تغير الجهاز: %1</translation>
    </message>
    <message>
        <source>The other side is still written down. Plug it in again, or choose another.</source>
        <translation>تدوين الطرف الآخر مستمر. أعد توصيل الجهاز، أو اختر غيره.</translation>
    </message>
    <message>
        <source>The other side is still written down. Close that program, or choose another.</source>
        <translation>تدوين الطرف الآخر مستمر. أغلق ذلك البرنامج، أو اختر جهازًا آخر.</translation>
    </message>
    <message>
        <source>Allow the microphone in the system&apos;s privacy settings.</source>
        <translation>اسمح باستخدام الميكروفون في إعدادات الخصوصية في النظام.</translation>
    </message>
    <message>
        <source>Is it muted at the headset? Otherwise choose another.</source>
        <translation>هل هو مكتوم من السماعة؟ وإلا فاختر غيره.</translation>
    </message>
    <message>
        <source>The system chose it, and we follow.</source>
        <translation>النظام اختاره، ونحن نتبعه.</translation>
    </message>
</context>
<context>
    <name>now</name>
    <message>
        <source>Copy these words</source>
        <translation>انسخ هذه العبارة</translation>
    </message>
    <message>
        <source>A threat: call at once</source>
        <translation>تهديد: اتصل فورًا</translation>
    </message>
    <message>
        <source>Press %1 twice: it hangs up.</source>
        <translation>اضغط %1 مرتين لإغلاق الخط.</translation>
    </message>
    <message>
        <source>Press %1 twice, and hang up in the softphone.</source>
        <translation>اضغط %1 مرتين، ثم أغلق الخط في برنامج الهاتف.</translation>
    </message>
    <message>
        <source>You may end the call</source>
        <translation>يمكنك إنهاء المكالمة</translation>
    </message>
    <message>
        <source>Was that abuse? It was not heard surely</source>
        <translation>هل كانت إساءة؟ لم تُسمع بوضوح</translation>
    </message>
    <message>
        <source>A complaint about a colleague: listen to the end</source>
        <translation>العميل يشتكي من زميل: استمع إلى النهاية</translation>
    </message>
    <message>
        <source>If the customer is right, apologise for the colleague and the company; if not, for the misunderstanding. Nothing personal.</source>
        <translation>إن كان العميل محقًا فاعتذر عن الزميل وعن الشركة، وإلا فاعتذر عن سوء الفهم. ولا تجعلها شخصية.</translation>
    </message>
    <message>
        <source>Own it, and say what happens next</source>
        <translation>تحمّل المسؤولية، وقل ما الذي سيحدث الآن</translation>
    </message>
    <message>
        <source>Apologise for the company, and promise only what you can keep.</source>
        <translation>اعتذر باسم الشركة، ولا تعد إلا بما تقدر عليه.</translation>
    </message>
    <message>
        <source>Say first that you understand how this feels</source>
        <translation>قل أولًا إنك تتفهّم شعوره</translation>
    </message>
    <message>
        <source>The tone is rising: lower your voice, slow down</source>
        <translation>النبرة ترتفع: اخفض صوتك وتمهّل</translation>
    </message>
    <message>
        <source>Say what you are doing for them just now.</source>
        <translation>قل ما الذي تفعله لأجله الآن.</translation>
    </message>
    <message>
        <source>Let them finish</source>
        <translation>دعه يكمل كلامه</translation>
    </message>
    <message>
        <source>Better said so</source>
        <translation>الأفضل أن تقول</translation>
    </message>
    <message>
        <source>Say it back in your own words</source>
        <translation>أعد ما فهمته بكلماتك</translation>
    </message>
    <message>
        <source>And ask whether you have it right.</source>
        <translation>واسأل إن كان فهمك صحيحًا.</translation>
    </message>
    <message>
        <source>Give the first warning</source>
        <translation>قل التنبيه الأول</translation>
    </message>
    <message>
        <source>Give the second warning</source>
        <translation>قل التنبيه الثاني</translation>
    </message>
    <message>
        <source>Give the third and last warning</source>
        <translation>قل التنبيه الثالث والأخير</translation>
    </message>
    <message>
        <source>More than you may promise on your own</source>
        <translation>أكثر مما يحق لك أن تعد به وحدك</translation>
    </message>
    <message>
        <source>Sooner than we can deliver</source>
        <translation>أسرع مما نستطيع الوفاء به</translation>
    </message>
    <message>
        <source>Nobody can promise that for certain</source>
        <translation>لا أحد يستطيع أن يعد بهذا جازمًا</translation>
    </message>
    <message>
        <source>Later than the service time allows</source>
        <translation>أبعد مما تسمح به مدة الخدمة</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>إنذار خاطئ</translation>
    </message>
    <message>
        <source>They know</source>
        <translation>أبلغتهم</translation>
    </message>
    <message>
        <source>I go on</source>
        <translation>سأكمل المكالمة</translation>
    </message>
    <message>
        <source>I said it</source>
        <translation>قلته</translation>
    </message>
    <message>
        <source>Yes, it was</source>
        <translation>نعم، إساءة</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>فهمت</translation>
    </message>
    <message>
        <source>because: %1</source>
        <translation>السبب: %1</translation>
    </message>
    <message>
        <source>because: “%1”</source>
        <translation>السبب: «%1»</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>None yet since the start.</source>
        <translation>لا مكالمات بعد.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>Calls appear here by themselves.</source>
        <translation>تظهر المكالمات هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>Last calls</source>
        <translation>آخر المكالمات</translation>
    </message>
    <message>
        <source>Number not known</source>
        <translation>رقم غير معروف</translation>
    </message>
    <message>
        <source>A draft: many words may be wrong</source>
        <translation>مسودة: قد تكون كلمات كثيرة خاطئة</translation>
    </message>
    <message>
        <source>The caller does not want a transcript. Notes still work.</source>
        <translation>المتصل لا يريد التدوين. يمكنك كتابة الملاحظات.</translation>
    </message>
    <message>
        <source>Nothing is written down until somebody confirms that callers and agents are told. Notes still work.</source>
        <translation>لا يُدوَّن شيء حتى يؤكد أحد إبلاغ المتصلين والموظفين. يمكنك كتابة الملاحظات.</translation>
    </message>
    <message>
        <source>There is nothing to listen with. Notes still work.</source>
        <translation>لا تتوفر وسيلة للاستماع. يمكنك كتابة الملاحظات.</translation>
    </message>
    <message>
        <source>Listening begins when the call is answered.</source>
        <translation>يبدأ الاستماع عند الرد على المكالمة.</translation>
    </message>
    <message>
        <source>Getting ready. What is said meanwhile is not lost.</source>
        <translation>جارٍ التجهيز. ما يقال الآن لن يضيع.</translation>
    </message>
    <message>
        <source>What is said appears here.</source>
        <translation>يظهر هنا ما يقال.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>They go by their place on the keyboard, so they work under an Arabic layout too.</source>
        <translation>العبرة بمكان المفتاح، فهي تعمل مع لوحة المفاتيح العربية أيضًا.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
</context>
<context>
    <name>people</name>
    <message>
        <source>Who is it?</source>
        <translation>من المتصل؟</translation>
    </message>
    <message>
        <source>Choose by digit, Enter or a click.</source>
        <translation>اختر برقم أو بمفتاح Enter أو بنقرة.</translation>
    </message>
    <message>
        <source>Write a name, a number or a customer number.</source>
        <translation>اكتب اسمًا أو رقمًا أو رقم عميل.</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>جارٍ البحث …</translation>
    </message>
    <message>
        <source>Nobody is found by that.</source>
        <translation>لا أحد بهذا.</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>الاسم أو الرقم</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>شخص آخر</translation>
    </message>
    <message>
        <source>Look for another person</source>
        <translation>ابحث عن شخص آخر</translation>
    </message>
    <message>
        <source>A new record</source>
        <translation>سجل جديد</translation>
    </message>
    <message>
        <source>Make a record of this caller</source>
        <translation>أنشئ سجلًا لهذا المتصل</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>ليس منهم أحد</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
</context>
<context>
    <name>promises</name>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>تغيير الموعد</translation>
    </message>
    <message>
        <source>Customer told</source>
        <translation>أُبلغ العميل</translation>
    </message>
    <message>
        <source>Enter: done. Space: move.</source>
        <translation>مفتاح Enter: تم. مفتاح المسافة: تغيير الموعد.</translation>
    </message>
    <message>
        <source>Not understood: %1. Change it, or press Enter again to keep it without a date.</source>
        <translation>لم يُفهم الموعد: %1. عدّله، أو اضغط Enter مرة أخرى لحفظه بلا موعد.</translation>
    </message>
    <message>
        <source>Say also what is to be done.</source>
        <translation>اكتب أيضًا ما المطلوب.</translation>
    </message>
    <message>
        <source>Understood: %1</source>
        <translation>فُهم هكذا: %1</translation>
    </message>
    <message>
        <source>What, and by when: call back tomorrow at four</source>
        <translation>ماذا ومتى: أتصل به غدًا الساعة الرابعة</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>الوعد</translation>
    </message>
    <message>
        <source>Enter keeps it, Esc leaves it</source>
        <translation>مفتاح Enter للحفظ، ومفتاح Esc للترك</translation>
    </message>
    <message>
        <source>Kept as a promise.</source>
        <translation>حُفظ وعدًا.</translation>
    </message>
    <message>
        <source>Not a promise.</source>
        <translation>ليس وعدًا.</translation>
    </message>
    <message>
        <source>It stays as it was.</source>
        <translation>بقي كما كان.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>تم.</translation>
    </message>
    <message>
        <source>Marked as not kept.</source>
        <translation>سُجّل أنه لم يُوفَ به.</translation>
    </message>
    <message>
        <source>No longer needed.</source>
        <translation>لم يعد مطلوبًا.</translation>
    </message>
    <message>
        <source>It has a new date.</source>
        <translation>صار له موعد جديد.</translation>
    </message>
    <message>
        <source>Customer told.</source>
        <translation>أُبلغ العميل.</translation>
    </message>
    <message>
        <source>No promise fits.</source>
        <translation>لا وعد بهذه الشروط.</translation>
    </message>
    <message>
        <source>No promise is open. What you approve in calls, and what you write here, is kept.</source>
        <translation>لا وعد قائم. يُحفظ هنا ما تعتمده في المكالمات وما تكتبه.</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>الوعود</translation>
    </message>
    <message>
        <source>A new promise</source>
        <translation>وعد جديد</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>Up to today</source>
        <translation>حتى اليوم</translation>
    </message>
    <message>
        <source>Up to this week</source>
        <translation>حتى آخر الأسبوع</translation>
    </message>
    <message>
        <source>Customer, or what was promised</source>
        <translation>العميل، أو ما وُعد به</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Promises to keep: %1</source>
        <translation>وعود حان وقتها: %1</translation>
    </message>
    <message>
        <source>Overdue promise</source>
        <translation>وعد متأخر</translation>
    </message>
    <message>
        <source>A promise to keep</source>
        <translation>وعد حان وقته</translation>
    </message>
    <message>
        <source>No date was understood.</source>
        <translation>لم يُفهم موعد.</translation>
    </message>
    <message>
        <source>How did it end? %1</source>
        <translation>كيف انتهى؟ %1</translation>
    </message>
    <message>
        <source>A new date: %1</source>
        <translation>موعد جديد: %1</translation>
    </message>
    <message>
        <source>What came of it, or why nothing did</source>
        <translation>ما نتج عنه، أو سبب عدم الوفاء به</translation>
    </message>
    <message>
        <source>By when: Sunday at four</source>
        <translation>الموعد: الأحد الساعة الرابعة</translation>
    </message>
    <message>
        <source>The customer has been told</source>
        <translation>أُبلغ العميل بالموعد الجديد</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>تم الوفاء به</translation>
    </message>
    <message>
        <source>Not kept</source>
        <translation>لم يُوفَ به</translation>
    </message>
    <message>
        <source>No longer needed</source>
        <translation>لم يعد مطلوبًا</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Copy what to say</source>
        <translation>نسخ ما يقال</translation>
    </message>
    <message>
        <source>Say it another way</source>
        <translation>صياغة أخرى</translation>
    </message>
    <message>
        <source>It counts</source>
        <translation>يُحتسب</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>تعديله</translation>
    </message>
    <message>
        <source>It does not count</source>
        <translation>لا يُحتسب</translation>
    </message>
    <message>
        <source>You said: “%1”</source>
        <translation>قلت: «%1»</translation>
    </message>
    <message>
        <source>Does it count?</source>
        <translation>هل يُحتسب؟</translation>
    </message>
    <message>
        <source>taken back?</source>
        <translation>تراجعت عنه؟</translation>
    </message>
    <message>
        <source>moved?</source>
        <translation>تغيّر موعده؟</translation>
    </message>
    <message>
        <source>not heard clearly</source>
        <translation>لم يُسمع بوضوح</translation>
    </message>
    <message>
        <source>Nothing is due today.</source>
        <translation>لا شيء مستحق اليوم.</translation>
    </message>
    <message>
        <source>No promise is open.</source>
        <translation>لا وعد قائم.</translation>
    </message>
    <message>
        <source>All promises</source>
        <translation>كل الوعود</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>بلا موعد</translation>
    </message>
    <message>
        <source>there is no such day</source>
        <translation>لا يوجد يوم كهذا</translation>
    </message>
    <message>
        <source>that time is over</source>
        <translation>مضى هذا الوقت</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>customer told</source>
        <translation>أُبلغ العميل</translation>
    </message>
    <message>
        <source>customer not told yet</source>
        <translation>لم يُبلَّغ العميل بعد</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>كان: %1</translation>
    </message>
    <message>
        <source>around Fajr</source>
        <translation>وقت الفجر</translation>
    </message>
    <message>
        <source>in the morning</source>
        <translation>صباحًا</translation>
    </message>
    <message>
        <source>around noon</source>
        <translation>وقت الظهر</translation>
    </message>
    <message>
        <source>in the afternoon</source>
        <translation>بعد الظهر</translation>
    </message>
    <message>
        <source>around Asr</source>
        <translation>وقت العصر</translation>
    </message>
    <message>
        <source>around Maghrib</source>
        <translation>وقت المغرب</translation>
    </message>
    <message>
        <source>in the evening</source>
        <translation>مساءً</translation>
    </message>
    <message>
        <source>around Isha</source>
        <translation>وقت العشاء</translation>
    </message>
    <message>
        <source>at night</source>
        <translation>ليلًا</translation>
    </message>
</context>
<context>
    <name>record</name>
    <message>
        <source>Caller verified</source>
        <translation>تم التحقق من المتصل</translation>
    </message>
    <message>
        <source>Show what is folded</source>
        <translation>أظهر المطوي</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>شخص آخر</translation>
    </message>
    <message>
        <source>Look for another person</source>
        <translation>ابحث عن شخص آخر</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>طي</translation>
    </message>
    <message>
        <source>Fold the record, as Esc does</source>
        <translation>اطو السجل، مثل مفتاح Esc</translation>
    </message>
    <message>
        <source>Arrows go from field to field; Enter edits and keeps, Esc leaves.</source>
        <translation>الأسهم للتنقل بين الحقول، ومفتاح Enter للتعديل والحفظ، ومفتاح Esc للترك.</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>الوعود</translation>
    </message>
    <message>
        <source>%1 (overdue)</source>
        <translation>%1 (فات موعده)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>ما سبق</translation>
    </message>
    <message>
        <source>bad, put right: %1</source>
        <translation>سيئة، وعولجت: %1</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>سيئة</translation>
    </message>
    <message>
        <source>good</source>
        <translation>حسنة</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>الأرقام</translation>
    </message>
    <message>
        <source>others have it too</source>
        <translation>لغيره أيضًا</translation>
    </message>
    <message>
        <source>Customer number %1</source>
        <translation>رقم العميل %1</translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation>المشتريات</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>الوقائع</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Incident report: read it, and add what is missing</source>
        <translation>تقرير الحادثة: اقرأه وأضف ما ينقصه</translation>
    </message>
    <message>
        <source>Call of %1, %2</source>
        <translation>مكالمة الساعة %1، %2</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>اقرأه</translation>
    </message>
    <message>
        <source>Incident report</source>
        <translation>تقرير الحادثة</translation>
    </message>
    <message>
        <source>You see it first. It is as it was heard, both sides; add what is missing.</source>
        <translation>أنت أول من يراه. فيه كلام الطرفين كما سُمع، فأضف ما ينقصه.</translation>
    </message>
    <message>
        <source>Your addition</source>
        <translation>إضافتك</translation>
    </message>
    <message>
        <source>What should be known as well</source>
        <translation>ما ينبغي أن يُعرف أيضًا</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>أضف</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>احفظ ملف PDF</translation>
    </message>
    <message>
        <source>Save as JSON</source>
        <translation>احفظ ملف JSON</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>قرأته</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>حُفظ: %1</translation>
    </message>
    <message>
        <source>It could not be saved: %1. The report is kept here; choose another place.</source>
        <translation>تعذّر الحفظ: %1. التقرير باقٍ هنا، فاختر مكانًا آخر.</translation>
    </message>
    <message>
        <source>Save the incident report</source>
        <translation>حفظ تقرير الحادثة</translation>
    </message>
</context>
<context>
    <name>say</name>
    <message>
        <source>To say: %1</source>
        <translation>يقال: %1</translation>
    </message>
    <message>
        <source>Copy the phrase</source>
        <translation>انسخ العبارة</translation>
    </message>
    <message>
        <source>Another phrase</source>
        <translation>عبارة أخرى</translation>
    </message>
    <message>
        <source>Copy this line</source>
        <translation>انسخ هذا السطر</translation>
    </message>
    <message>
        <source>An offer that fits</source>
        <translation>عرض يناسب</translation>
    </message>
    <message>
        <source>%1 takes this. Note for the colleague:</source>
        <translation>يتولى هذا: %1. ملاحظة للزميل:</translation>
    </message>
    <message>
        <source>%1 takes this</source>
        <translation>يتولى هذا: %1</translation>
    </message>
    <message>
        <source>No article answers this. Your supervisor will see the question.</source>
        <translation>لا مقالة تجيب عن هذا. سيرى المشرف السؤال.</translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>Choose what is heard</source>
        <translation>اختر ما يُسمع</translation>
    </message>
    <message>
        <source>Your microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>Say something. The bar should move.</source>
        <translation>قل شيئًا. يجب أن يتحرك الشريط.</translation>
    </message>
    <message>
        <source>The softphone&apos;s sound</source>
        <translation>صوت برنامج الهاتف</translation>
    </message>
    <message>
        <source>Play a sound through the softphone, its ring test say. Only this bar should move.</source>
        <translation>شغّل صوتًا من برنامج الهاتف، مثل تجربة الرنين. يجب أن يتحرك هذا الشريط وحده.</translation>
    </message>
    <message>
        <source>These are right</source>
        <translation>هذا صحيح</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>ابحث من جديد</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>%1 (the system&apos;s choice)</source>
        <translation>%1 (اختيار النظام)</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>سُمع</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>لا شيء بعد</translation>
    </message>
    <message>
        <source>Step %1 of 2</source>
        <translation>الخطوة %1 من 2</translation>
    </message>
    <message>
        <source>Callers have been told</source>
        <translation>إبلاغ المتصلين</translation>
    </message>
    <message>
        <source>I confirm that callers and agents have been told that calls are turned into text on this PC. No sound is kept.</source>
        <translation>أؤكد أن المتصلين والموظفين أُبلغوا بأن المكالمات تُحوَّل إلى نص على هذا الجهاز. لا يُحفظ أي صوت.</translation>
    </message>
    <message>
        <source>The tone of voice is in it too</source>
        <translation>الإشعار يذكر نبرة الصوت أيضًا</translation>
    </message>
    <message>
        <source>Tick this only if callers are told as well that the tone of their voice is measured. It is not measured without that.</source>
        <translation>اختر هذا فقط إذا كان المتصلون يُبلَّغون أيضًا بأن نبرة صوتهم تُقاس. ومن دون ذلك لا تُقاس.</translation>
    </message>
    <message>
        <source>Who confirms this</source>
        <translation>من يؤكد ذلك</translation>
    </message>
    <message>
        <source>Your name, or your supervisor&apos;s</source>
        <translation>اسمك أو اسم مشرفك</translation>
    </message>
    <message>
        <source>Confirmed by %1</source>
        <translation>أكده %1</translation>
    </message>
    <message>
        <source>Without this everything works but the transcript.</source>
        <translation>من دون هذا يعمل كل شيء إلا التدوين.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>أؤكد</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Language of this window</source>
        <translation>لغة هذه النافذة</translation>
    </message>
    <message>
        <source>Calls are in</source>
        <translation>لغة المكالمات</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>الأرقام</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم الخط</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>كما في النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Keep this window above others</source>
        <translation>أبقِ هذه النافذة فوق غيرها</translation>
    </message>
    <message>
        <source>The company&apos;s choices</source>
        <translation>خيارات الشركة</translation>
    </message>
    <message>
        <source>Tell the tone from the voice too</source>
        <translation>معرفة النبرة من الصوت أيضًا</translation>
    </message>
    <message>
        <source>Of the customer alone, against their own start of the call, on this PC; your voice is never measured. Off, the tone is told from the words.</source>
        <translation>من صوت العميل وحده، مقارنةً ببداية مكالمته هو، وعلى هذا الجهاز. صوتك أنت لا يُقاس أبدًا. وإن لم يُفعَّل عُرفت النبرة من الكلام وحده.</translation>
    </message>
    <message>
        <source>Locked: the notice to callers does not say so yet. Whoever confirms it can tick that there.</source>
        <translation>مقفل: إشعار المتصلين لا يذكر ذلك بعد. من يؤكد الإشعار يمكنه اختياره هناك.</translation>
    </message>
    <message>
        <source>What rejected alarms propose</source>
        <translation>ما تقترحه الإنذارات المرفوضة</translation>
    </message>
    <message>
        <source>Notice to callers</source>
        <translation>إبلاغ المتصلين</translation>
    </message>
    <message>
        <source>Choose devices</source>
        <translation>اختر الأجهزة</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
</context>
<context>
    <name>speaking</name>
    <message>
        <source>How you speak</source>
        <translation>أسلوب حديثك</translation>
    </message>
    <message>
        <source>The program is still getting ready …</source>
        <translation>ما زال البرنامج يستعد …</translation>
    </message>
    <message>
        <source>There is no phrase for this in your company&apos;s file.</source>
        <translation>لا توجد عبارة لهذا في ملف شركتك.</translation>
    </message>
    <message>
        <source>Calls are in English now, and so are phrases.</source>
        <translation>المكالمات بالإنجليزية الآن، والعبارات كذلك.</translation>
    </message>
    <message>
        <source>It sounds like this</source>
        <translation>هكذا تُقال</translation>
    </message>
    <message>
        <source>Your name, as you say it</source>
        <translation>اسمك كما يُقال للعملاء</translation>
    </message>
    <message>
        <source>Your gender, for what you say of yourself</source>
        <translation>جنسك، لصياغة كلامك عن نفسك</translation>
    </message>
    <message>
        <source>Your Arabic, where the customer&apos;s is not known</source>
        <translation>لهجتك، حيث لا تُعرف لهجة العميل</translation>
    </message>
    <message>
        <source>Your company, as you say it</source>
        <translation>اسم شركتك كما يُقال للعملاء</translation>
    </message>
    <message>
        <source>Your company speaks</source>
        <translation>أسلوب شركتك</translation>
    </message>
    <message>
        <source>Phrases do without it while it is empty</source>
        <translation>تُقال العبارات من دونه ما دام فارغًا</translation>
    </message>
    <message>
        <source>It holds from your next call on. A call that has begun keeps what it began with.</source>
        <translation>يسري هذا من مكالمتك التالية. أما المكالمة التي بدأت فتبقى على ما بدأت به.</translation>
    </message>
    <message>
        <source>warmly</source>
        <translation>ودود</translation>
    </message>
    <message>
        <source>formally</source>
        <translation>رسمي</translation>
    </message>
</context>
<context>
    <name>strips</name>
    <message>
        <source>Waiting</source>
        <translation>مكالمة تنتظر</translation>
    </message>
    <message>
        <source>Number not known</source>
        <translation>رقم غير معروف</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>thresholds</name>
    <message>
        <source>What rejected alarms propose</source>
        <translation>ما تقترحه الإنذارات المرفوضة</translation>
    </message>
    <message>
        <source>Where agents reject many alarms of one kind, a higher threshold is proposed. Nothing changes before somebody approves it here.</source>
        <translation>حين يرفض الموظفون إنذارات كثيرة من نوع واحد تُقترح له عتبة أعلى. ولا يتغير شيء قبل أن يوافق عليه أحد هنا.</translation>
    </message>
    <message>
        <source>Who decides</source>
        <translation>صاحب القرار</translation>
    </message>
    <message>
        <source>Your name; it is written down with the decision</source>
        <translation>اسمك، ويُسجَّل مع القرار</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>Nothing is proposed just now.</source>
        <translation>لا اقتراحات الآن.</translation>
    </message>
    <message>
        <source>What would not be told any more</source>
        <translation>ما لن يُنبَّه إليه بعد ذلك</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>موافقة</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>ما تقرّر</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Abuse that a rule recognised</source>
        <translation>إساءة دلّت عليها قاعدة</translation>
    </message>
    <message>
        <source>Abuse that only the model recognised</source>
        <translation>إساءة قدّرها النموذج وحده</translation>
    </message>
    <message>
        <source>Threats that a rule recognised</source>
        <translation>تهديد دلّت عليه قاعدة</translation>
    </message>
    <message>
        <source>Threats that only the model recognised</source>
        <translation>تهديد قدّره النموذج وحده</translation>
    </message>
    <message>
        <source>Raise the threshold from %1 to %2</source>
        <translation>رفع العتبة من %1 إلى %2</translation>
    </message>
    <message>
        <source>Rejected %1: %2 of %3 alarms</source>
        <translation>المرفوض %1: %2 من %3</translation>
    </message>
    <message>
        <source>Agents would have been spared: %1 of %2 rejected</source>
        <translation>ما كان سيُتجنَّب من المرفوض: %1 من %2</translation>
    </message>
    <message>
        <source>It would have been missed: %1 of %2 confirmed</source>
        <translation>ما كان سيفوت من المؤكَّد: %1 من %2</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>مرفوض</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>مؤكَّد</translation>
    </message>
    <message>
        <source>%1: %2 raised it from %3 to %4</source>
        <translation>%1: رُفعت من %3 إلى %4، والقرار من %2</translation>
    </message>
    <message>
        <source>%1: %2 declined to raise it from %3 to %4</source>
        <translation>%1: لم تُرفع من %3 إلى %4، والقرار من %2</translation>
    </message>
    <message>
        <source>taken back on %1 by %2</source>
        <translation>تراجع عنه %2 في %1</translation>
    </message>
</context>
<context>
    <name>tone</name>
    <message>
        <source>Times you began to speak while the customer was speaking: %1</source>
        <translation>عدد المرات التي بدأت فيها الكلام والعميل يتكلم: %1</translation>
    </message>
    <message>
        <source>No warning</source>
        <translation>لا تنبيه</translation>
    </message>
    <message>
        <source>The tone is calm</source>
        <translation>النبرة هادئة</translation>
    </message>
    <message>
        <source>Rising: %1</source>
        <translation>النبرة ترتفع: %1</translation>
    </message>
    <message>
        <source>Rising</source>
        <translation>النبرة ترتفع</translation>
    </message>
    <message>
        <source>Calming down</source>
        <translation>النبرة تهدأ</translation>
    </message>
    <message>
        <source>Still tense: %1</source>
        <translation>النبرة ما زالت متوترة: %1</translation>
    </message>
    <message>
        <source>Still tense</source>
        <translation>النبرة ما زالت متوترة</translation>
    </message>
    <message>
        <source>You may end it</source>
        <translation>يمكنك إنهاؤها</translation>
    </message>
    <message>
        <source>Warning %1 due</source>
        <translation>حان التنبيه %1</translation>
    </message>
    <message>
        <source>Warned %1 of 3</source>
        <translation>التنبيهات: %1 من 3</translation>
    </message>
    <message>
        <source>again %1</source>
        <translation>تكرار %1</translation>
    </message>
    <message>
        <source>pitch %1 st</source>
        <translation>طبقة الصوت %1</translation>
    </message>
    <message>
        <source>sharpness %1 dB</source>
        <translation>حدّة الصوت %1 ديسيبل</translation>
    </message>
    <message>
        <source>loudness %1 dB</source>
        <translation>علوّ الصوت %1 ديسيبل</translation>
    </message>
    <message>
        <source>pace %1</source>
        <translation>سرعة الكلام %1</translation>
    </message>
</context>
<context>
    <name>transcript</name>
    <message>
        <source>Note: %1</source>
        <translation>ملاحظة: %1</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>ما يقال</translation>
    </message>
    <message>
        <source>↓ Now</source>
        <translation>↓ الآن</translation>
    </message>
    <message>
        <source>Jump to what is being said now</source>
        <translation>انتقل إلى ما يقال الآن</translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Show</source>
        <translation>إظهار النافذة</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>الوعود</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إغلاق البرنامج</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Past calls</source>
        <translation>المكالمات السابقة</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>Small window</source>
        <translation>نافذة صغيرة</translation>
    </message>
    <message>
        <source>Keep above others</source>
        <translation>فوق النوافذ الأخرى</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إغلاق البرنامج</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Ringing</source>
        <translation>يرن</translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message>
        <source>On a call</source>
        <translation>في مكالمة</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>انتهت</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>لا استماع</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>جارٍ التجهيز</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>يستمع</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقف مؤقتًا</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>مكتوم</translation>
    </message>
    <message>
        <source>Not listening: on hold</source>
        <translation>لا استماع: قيد الانتظار</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>رفض المتصل</translation>
    </message>
    <message>
        <source>Notice not confirmed</source>
        <translation>الإبلاغ غير مؤكد</translation>
    </message>
    <message>
        <source>Cannot listen</source>
        <translation>يتعذر الاستماع</translation>
    </message>
    <message>
        <source>card number</source>
        <translation>رقم بطاقة</translation>
    </message>
    <message>
        <source>security code</source>
        <translation>رمز الأمان</translation>
    </message>
    <message>
        <source>expiry date</source>
        <translation>تاريخ الانتهاء</translation>
    </message>
    <message>
        <source>IBAN</source>
        <translation>آيبان</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>رقم هوية</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>أرقام</translation>
    </message>
    <message>
        <source>You</source>
        <translation>أنت</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>العميل</translation>
    </message>
</context>
<context>
    <name>wrap-up</name>
    <message>
        <source>The call is wrapped up.</source>
        <translation>تمّت خلاصة المكالمة.</translation>
    </message>
    <message>
        <source>Numbers of cards, IBANs and IDs are not kept.</source>
        <translation>لا تُحفظ أرقام البطاقات والآيبان والهويات.</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>خلاصة المكالمة</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>الملخص</translation>
    </message>
    <message>
        <source>What it was about</source>
        <translation>موضوع المكالمة</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>كيف انتهت</translation>
    </message>
    <message>
        <source>Promised: what is chosen counts</source>
        <translation>ما وُعد به: يُحتسب ما تختاره</translation>
    </message>
    <message>
        <source>What follows (+ and − change the day)</source>
        <translation>المتابعة (+ و− لتغيير اليوم)</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>رقم البلاغ</translation>
    </message>
    <message>
        <source>Product feedback, for another department</source>
        <translation>ملاحظة على المنتج، لقسم آخر</translation>
    </message>
    <message>
        <source>Wrapped up</source>
        <translation>إتمام</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>لاحقًا</translation>
    </message>
    <message>
        <source>It is kept, and waits</source>
        <translation>تُحفظ وتبقى في الانتظار</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy it as text</source>
        <translation>نسخها نصًا</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>ما قيل</translation>
    </message>
    <message>
        <source>Look at what was said, and back</source>
        <translation>الرجوع إلى ما قيل، ثم العودة</translation>
    </message>
    <message>
        <source>How satisfied the customer is (1 to 5)</source>
        <translation>رضا العميل (من 1 إلى 5)</translation>
    </message>
    <message>
        <source>Would they recommend us (0 to 10)</source>
        <translation>هل يوصي بنا (من 0 إلى 10)</translation>
    </message>
    <message>
        <source>How easy it was for them (1 to 7)</source>
        <translation>سهولة الأمر عليه (من 1 إلى 7)</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>قيد الكتابة</translation>
    </message>
    <message>
        <source>Wrap up</source>
        <translation>تلخيص</translation>
    </message>
    <message>
        <source>To wrap up</source>
        <translation>مكالمات تنتظر التلخيص</translation>
    </message>
    <message>
        <source>Wrap up the latest</source>
        <translation>تلخيص آخر مكالمة</translation>
    </message>
    <message>
        <source>lasted %1</source>
        <translation>المدة %1</translation>
    </message>
    <message>
        <source>Number not known</source>
        <translation>رقم غير معروف</translation>
    </message>
    <message>
        <source>The last words are still being written down.</source>
        <translation>آخر ما قيل ما زال يُكتب.</translation>
    </message>
    <message>
        <source>The caller did not want a transcript. Say in a sentence what it was about.</source>
        <translation>لم يرغب المتصل في التدوين. اكتب موضوع المكالمة في جملة.</translation>
    </message>
    <message>
        <source>No words were heard. Say in a sentence what it was about.</source>
        <translation>لم يُسمع كلام. اكتب موضوع المكالمة في جملة.</translation>
    </message>
    <message>
        <source>Nothing in it stood out. Say in a sentence what it was about.</source>
        <translation>لم يبرز في الكلام شيء. اكتب موضوع المكالمة في جملة.</translation>
    </message>
    <message>
        <source>%1 (put aside)</source>
        <translation>%1 (استُبعد)</translation>
    </message>
    <message>
        <source>Note for whoever takes it on</source>
        <translation>ملاحظة لمن يتولاها</translation>
    </message>
    <message>
        <source>Note for %1</source>
        <translation>ملاحظة إلى %1</translation>
    </message>
</context>
</TS>
