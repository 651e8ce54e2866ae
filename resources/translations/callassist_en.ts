<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <source>%n calls had been cut off</source>
        <translation>
            <numerusform>%n call had been cut off</numerusform>
            <numerusform>%n calls had been cut off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines wait in memory and nothing is lost.</source>
        <translation>
            <numerusform>%n line waits in memory and nothing is lost.</numerusform>
            <numerusform>%n lines wait in memory and nothing is lost.</numerusform>
        </translation>
    </message>
</context>
</TS>
