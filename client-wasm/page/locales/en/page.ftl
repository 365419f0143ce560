# Texts in the page itself. Plain language, level B1.

page-title = Report safely
brand = Belfry
skip-to-content = Go to the content
language-label = Language
other-language-name = Nederlands
tor-language = download/
exit = Quick exit
exit-address = https://en.wikipedia.org/
problem-title = Something is wrong
try-now = Try again now
try-again = Try again
other-ways = Other ways
back = Back
footer-nothing-kept = This site uses no cookies and keeps nothing on your device.
word = Word
leave = Done, leave this page
footer-exit = ‘Quick exit’ takes you away from this page at once and wipes what you typed.
footer-escape = Pressing Esc three times does the same.

## Start

start-title = Report wrongdoing without giving your name
start-lead = You are writing to the integrity committee. Your own browser encrypts your message before it leaves. Only the members of the committee can read it. Whoever runs this site cannot.
start-write = Write a report
start-return = Come back with your code
start-no-account = You need no account and nothing to install. You use a code of 12 words to read the answer.
no-script-title = You cannot report on this page now
no-script-why = JavaScript is off, or a part of the page did not load. So your browser cannot encrypt your message. Without encryption we send nothing.
no-script-what = Switch on JavaScript for this site and load the page again. In Tor Browser, click the shield and choose the security level ‘Standard’. Or choose one of the other ways at the bottom of this page.

who-title = Who reads your report?
who-text = Only the members of the integrity committee. They read your message on a computer that is not connected to the internet. You see their names as soon as you start to write. Your browser first checks that the list of names is genuine.
who-address = Is your report about someone on the committee? Then you can leave that person out. That person cannot read your message, and does not notice that it is there.

known-title = What do we know about you?
known-not = What we do not know
known-not-name = Your name, e-mail address and telephone number. We do not ask for them.
known-not-visit = Whether you write for the first time, come back or only look for an answer. Every visit sends one message, even if you type nothing. Keep the page open for at least ten minutes for that. If you write more messages in one visit, that does show.
known-not-operator = Whoever runs the server does not know what you write, nor whether an answer is waiting for you.
known-yes = What may give you away
known-yes-text = What you write yourself. Think of a conversation where nobody else was present, or of the way you write.
known-yes-time = The moment. The committee can see roughly on which day your message came. Whoever watches the server sees it to the minute.
known-yes-address = Your IP address. We do not keep it. But without Tor Browser, whoever runs this site can see it while you are here.
known-yes-network = Your network. Without Tor Browser, your employer or internet provider can see that you visit this site.

safer-title = How to report more safely
safer-work = Do not use your employer’s computer, phone or wifi.
safer-tor = Use Tor Browser. Then your network does not see which site you visit, and this site does not see where you are.
safer-tor-link = Download Tor Browser
safer-place = Find a place where nobody can look at your screen.
safer-details = Think about which details only you can know. Leave them out if you do not want to be recognised.

next-title = What happens next?
next-code = Before you send, you get a return code of 12 words. Only with that code can you read the answer later.
next-seven = Within 7 days you get a confirmation that your report was received.
next-three-months = Within 3 months you get feedback: you read what the committee has done about your report or is going to do.
next-protect = You can always come back to add something or to answer questions.

elsewhere-title = Where else can you go?
elsewhere-danger = Is anybody in danger right now? Call 112.
elsewhere-adviser = Would you rather talk to somebody first? A confidential adviser thinks things through with you. If this committee lists confidential advisers, you see their names and locations when you start to write. Often you can send them a message there, too, which the committee does not read.
elsewhere-outside = You may also report outside your organisation straight away. You do not have to do it here first.
elsewhere-house = The Dutch Whistleblowers Authority (Huis voor Klokkenluiders): free and confidential advice. You can also report wrongdoing there.
elsewhere-house-link = huisvoorklokkenluiders.nl
elsewhere-authorities = Competent authorities in the Netherlands, each in its own field: the Authority for Consumers and Markets, the Authority for the Financial Markets, the Data Protection Authority, De Nederlandsche Bank, the Health and Youth Care Inspectorate, the Healthcare Authority and the Authority for Nuclear Safety and Radiation Protection.
elsewhere-union = Institutions of the European Union, such as the anti-fraud office OLAF, when it is about a breach of Union law or about the Union’s money.
elsewhere-protected = The Dutch Whistleblower Protection Act protects you from retaliation, such as dismissal or transfer, if you have good reasons to believe that your report is true. That holds here, at the Whistleblowers Authority and at the competent authorities.

## Is this the right channel?

gate-title = Is this the right channel?
gate-why = The address that brought you here lacks the part after the # sign. So your browser cannot be sure that this is the channel of your committee.
gate-how = Your committee’s poster or letter has twelve words on it. Type the three words that we ask for.
gate-wait = The channel’s data is being fetched…
gate-check = Check the words
gate-skip = I cannot check this
gate-meaning-title = What does that mean?
gate-meaning-1 = If this site is an imitation or was taken over, somebody else can read your message. You would not see that. The three words protect you from it.
gate-meaning-2 = Can you still look up the address or the words without anybody noticing? Then do that first. If you go on all the same, mention nothing by which somebody could recognise you.
gate-accept = I understand and go on

## Writing

write-title = Your message
write-label = What happened?
write-hint = Write what you saw or heard, where it was and when. Your name is not needed. Your text stays in this window until you send it.
to-title = To whom do you write?
service-legend = What is it about?
service-none = I do not know, or something else
readers-title = Who can read this?
readers-checking = The names are being checked. You can start writing. You can send once the check is done.
advisers-title = Would you rather talk to a confidential adviser first?
outside-title = Other ways that this committee names
write-code = The committee or an adviser gave me a code
write-code-means = Put the code in your report. Then the committee knows that it belongs to what you reported before. Was somebody not to read that? Then choose that person again on the next screen.
own-name-title = Your name (not needed)
own-name-label = Your name
own-name-means = Do you want to stay anonymous? Then leave this empty. What you put here is not shown with your message: your browser encrypts it separately. If you give your name here, do not put it in your text as well.
write-next = Continue
proof-want = I want a proof of receipt
proof-means = With it you can show later, in court too, that a member of the committee received this text. You then keep two files. Mind: whoever finds them knows that you reported, and what. If you do not need it, do not ask for it.
write-who = Choose who may not read this

hand-title = Hand over to the committee
hand-means = The committee has not seen your conversation with the confidential adviser. Write here what it needs to know. The confidential adviser does not read this message. You keep the same 12 words.
hand-own = What you wrote yourself is kept nowhere. Type or paste it again. You can take over what the confidential adviser answered.

## Who may not read this?

who-may-title = May everyone on the committee read this?
who-may-why = Is your report about someone on the committee, or is there someone you do not trust? Then leave that person out.
who-may-unseen = Whoever you leave out cannot open your messages. That person does not see that you wrote, either. The same goes for everything that you write later in this conversation.
who-may-again = Did you leave anybody out before? Your browser cannot be sure. Then leave that person out again, or that person can read this message.
who-may-legend = Your choice
who-may-all = All members may read this
who-may-some = One or more members may not read this
who-may-members = Who may not read this?
who-may-others = We cannot prevent other members from talking about it. Write in your message why this person must not know.
write-back = Back to the conversation

## Return code

receipt-title = Write down these 12 words
receipt-lead = This is your return code. With it you read the answer later and write again. Your message has not been sent yet.
receipt-paper = Write the words on paper, in this order. Do not take a photo, and do not keep them on a phone or computer.
receipt-only = If you lose the words, you can no longer read the answer. Nobody can give you a new code, the committee included.
receipt-nobody = Give the words to nobody. Whoever has them can read your answers and write in your name.
receipt-next = I have written them down
receipt-edit = Back to the text
check-title = Are they on your paper?
check-why = Type two of the words from your paper. Then we send your message.
check-send = Check and send
check-again = Show the words again

## Sending

sending-title = Your message is being sent
sending-hint = Keep this window open.
sending-own = Your text
sent-title = Your message has been sent
sent-lead = It is on the server, encrypted. Only those who may read it can open it.
sent-proof = You asked for a proof of receipt. Save your text now, and change nothing in the file: without this text it proves nothing. Keep it where nobody else looks, not on a device from work. You will find the proof with the answer.
proof-save-text = Save my text
sent-next-title = What happens now?
sent-come-back = Come back with your 12 words in a week. Then you see whether there is an answer.
sent-adviser = A confidential adviser gives you advice. A message to a confidential adviser is not a report yet. Do you want the committee to look into it? Then you can hand the conversation over once there is an answer.
sent-cannot-warn = We cannot tell you that there is an answer, because we do not know who you are.
add-files = Add files
sent-more = Write another message

## Coming back

return-title = Type your 12 words
return-how = Take the paper with your return code.
return-hint = The first four letters of each word are enough. The space bar takes you to the next field. You can also paste all the words at once.
return-open = Open the conversation
return-private = The words stay in your browser. They are not sent.
nothing-title = No answer was found
nothing-lead = That can mean two things:
nothing-not-yet = Nothing has been published for you yet. Try again in a few days.
nothing-wrong-word = One of the words is wrong, even though the word exists. Compare them with your paper.
nothing-write-means = You can write a message all the same. If one of the words is wrong, your message arrives as a new report. Whoever reads it then does not see that it belongs to an earlier message. You read the answer with the words that you have typed now.
nothing-retype = Check the words
nothing-write = Write a message all the same

## Conversation

conversation-title = Your conversation
answers-title = Answers
answers-none = There is no answer yet. Your message did arrive.
collect-title = Do you want to fetch this file?
collect-server = The server can then see that somebody is fetching a file from the committee, and roughly how large it is. The server cannot read it. With Tor Browser the server does not know who you are either.
collect-device = The file will be saved on your device. Whoever looks at your device can find it. Do not do this on a device from work.
collect-open = Disconnect from the internet before you open the file. A file that is opened can load something from the internet, and that can show where you are.
collect-yes = Yes, fetch the file
collect-no = No
proofs-title = Proof of receipt
proofs-how = A member of the committee signed that a text was received. That it is your text shows when somebody checks this proof together with the text that you saved, with the ordinary program minisign. How to do that is in Belfry’s guide under ‘proof of receipt’. Whoever finds these files knows that you reported, and what.
received-title = Received
conversation-write = Write a message
conversation-hand = Hand this over to the committee
conversation-kept = Your own messages are not shown: once sent, only those who receive them can open them. An answer stays here for some time and then disappears by itself.
