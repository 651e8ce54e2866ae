"""What is said in the vocabulary benchmark: the sample company's words in sentences, and talk without any."""

from __future__ import annotations

CUSTOMER = "Khalid Alharbi"
NAMES = ("Khalid", "Alharbi", "Jasmine", "Namaa", "Asas", "Rafeeq", "Rahaba", "postpaid", "PUK", "eSIM")
"""What a general model can't know or expect: the customer, the place, the company, its plans, its products."""

OF_THE_COMPANY = (
    "Thank you for calling Namaa, how can I help you today?",
    "This is Khalid Alharbi, and my Fibre Family has been down since this morning.",
    "There is a known outage in the Jasmine district.",
    "I'd like to move from Asas to Rafeeq, what does it cost?",
    "The Rahaba plan has a hundred and fifty gigabytes of data.",
    "My SIM is locked and it asks me for a PUK code.",
    "How do I get an eSIM for my new phone?",
    "Can I keep my number if I come over to Namaa?",
    "The technician visit is booked for Jasmine district on Sunday.",
    "Mr. Alharbi, your router needs a restart.",
    "Why is there a late fee on my postpaid bill?",
    "Rafeeq is a hundred and eighty nine riyals a month.",
    "I was told that Asas has five hundred minutes.",
    "We could raise your roaming limit before you travel.",
    "Is there a Gulf pack that works with Rahaba?",
    "I want a static IP with my Fibre Pro.",
    "The callout is free if the router is ours.",
    "Khalid, may I have the verification code, please?",
    "My voicemail is full, and the Namaa app keeps logging me out.",
    "I'd rather have Rafeeq than Asas.",
    "All our postpaid plans can be changed once a month.",
    "You can have compensation for the outage on your next bill.",
    "Porting the number to Namaa takes one working day.",
    "I have lost my phone, please send a replacement SIM to Jasmine district.",
)

ORDINARY = (
    "Good morning, I hope you are well.",
    "Could you hold on for a moment, please?",
    "I was driving home when the children called me.",
    "It has been raining here all week, and the garden looks lovely.",
    "My brother used to work in a bakery near the station.",
    "I'm sorry, I didn't catch that, could you say it again?",
    "We had dinner at my sister's place last night.",
    "That is very kind of you, have a nice evening.",
    "She told me that she would be back before Friday.",
    "Let me find a pen, so that I can write it down.",
)
