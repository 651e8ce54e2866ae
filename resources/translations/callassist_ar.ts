<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar_EG">
<context>
    <name>bar</name>
    <message>
        <source>No call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again to end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the transcript; hang up in the softphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again to hang up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hangs up in the softphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How loud the customer is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How loud you are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer, or start a call by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither side is heard until you go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller does not want it: this call is not written down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>chords</name>
    <message>
        <source>Answer, or start a call by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hang up (press twice)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause listening, and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller does not want a transcript</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a note at this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at IDs and IBANs while held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to what is being said now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring this window to the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small window, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show these keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>desk</name>
    <message>
        <source>The caller does not want it. Nobody is heard any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lines</name>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted, nobody is heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller does not want a transcript: nothing is written down from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no sound came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the device went away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the device is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing is late; nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing has caught up</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>Change this note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter keeps the note, Esc leaves it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Got it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link to the softphone is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your call goes on. We keep trying; until then, start and end calls here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n calls had been cut off</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All that had been written down is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in this program went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was written down is kept. Please send on this file: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program uses some of these keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They work in this window only: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your settings could not be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They hold until you quit. Tell your IT department: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk does not take the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n lines wait in memory and nothing is lost.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Make room on the disk and keep this window open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no speech model to write with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls and notes work. Ask your IT department to install the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening broke off and is starting again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All lines so far are kept. You need do nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing broke off and is starting again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is said meanwhile is written a little later. You need do nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing is late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every line still comes. Close other programs if it stays so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your microphone is gone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The softphone&apos;s sound is gone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program holds the device: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not let this program hear: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing comes from your microphone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing comes from the softphone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is another one now: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side is still written down. Plug it in again, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side is still written down. Close that program, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow the microphone in the system&apos;s privacy settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it muted at the headset? Otherwise choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system chose it, and we follow.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>None yet since the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls appear here by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A draft: many words may be wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller does not want a transcript. Notes still work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is written down until somebody confirms that callers and agents are told. Notes still work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to listen with. Notes still work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening begins when the call is answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready. What is said meanwhile is not lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is said appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They go by their place on the keyboard, so they work under an Arabic layout too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message>
        <source>Choose what is heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say something. The bar should move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The softphone&apos;s sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play a sound through the softphone, its ring test say. Only this bar should move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (the system&apos;s choice)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Callers have been told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I confirm that callers and agents have been told that calls are turned into text on this PC. No sound is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who confirms this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name, or your supervisor&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without this everything works but the transcript.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls are in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this window above others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice to callers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>strips</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>transcript</name>
    <message>
        <source>Note: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to what is being said now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tray</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep above others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Ringing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not listening: on hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notice not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot listen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>card number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>security code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expiry date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IBAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ID number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
