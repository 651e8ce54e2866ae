<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CallCounts</name>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls written…</source>
        <translation>
            <numerusform>%n call written…</numerusform>
            <numerusform>%n calls written…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings given</source>
        <translation>
            <numerusform>%n warning given</numerusform>
            <numerusform>%n warnings given</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows can&apos;t be read</source>
        <translation>
            <numerusform>%n row can&apos;t be read</numerusform>
            <numerusform>%n rows can&apos;t be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n promises open</source>
        <translation>
            <numerusform>%n promise open</numerusform>
            <numerusform>%n promises open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Said in %n places</source>
        <translation>
            <numerusform>Said in %n place</numerusform>
            <numerusform>Said in %n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls chosen</source>
        <translation>
            <numerusform>%n call chosen</numerusform>
            <numerusform>%n calls chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines wait in memory and nothing is lost.</source>
        <translation>
            <numerusform>%n line waits in memory and nothing is lost.</numerusform>
            <numerusform>%n lines wait in memory and nothing is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>%n due today</numerusform>
            <numerusform>%n due today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moved %n times</source>
        <translation>
            <numerusform>moved once</numerusform>
            <numerusform>moved %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n earlier calls</source>
        <translation>
            <numerusform>and %n earlier call</numerusform>
            <numerusform>and %n earlier calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in the last %n days</source>
        <translation>
            <numerusform>in the last day</numerusform>
            <numerusform>in the last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n promises wait to be decided.</source>
        <translation>
            <numerusform>%n promise waits to be decided.</numerusform>
            <numerusform>%n promises wait to be decided.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Measured</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working days</source>
        <translation>
            <numerusform>%n working day</numerusform>
            <numerusform>%n working days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weeks</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n devices</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tries</source>
        <translation>
            <numerusform>%n try</numerusform>
            <numerusform>%n tries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Numbered</name>
    <message numerus="yes">
        <source>%n purchases</source>
        <translation>
            <numerusform>%n purchase</numerusform>
            <numerusform>%n purchases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n incidents</source>
        <translation>
            <numerusform>%n incident</numerusform>
            <numerusform>%n incidents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people have this number</source>
        <translation>
            <numerusform>%n person has this number</numerusform>
            <numerusform>%n people have this number</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good experiences</source>
        <translation>
            <numerusform>%n good experience</numerusform>
            <numerusform>%n good experiences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bad experiences</source>
        <translation>
            <numerusform>%n bad experience</numerusform>
            <numerusform>%n bad experiences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier contacts</source>
        <translation>
            <numerusform>%n earlier contact</numerusform>
            <numerusform>%n earlier contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good contacts since</source>
        <translation>
            <numerusform>%n good contact since</numerusform>
            <numerusform>%n good contacts since</numerusform>
        </translation>
    </message>
</context>
</TS>
