//! What each kind of deed is called in the window, what its button says, and what it means.

use crypto_core::minutes::Way;

use crate::acts::Act;

type Both = (&'static str, &'static str);

/// How a report, or a consent, came.
pub(in crate::screens) fn way(way: Way) -> Both {
    match way {
        Way::Telephone => ("per telefoon", "by telephone"),
        Way::Letter => ("op papier", "on paper"),
        Way::Meeting => ("in een gesprek", "in a meeting"),
        Way::Adviser => (
            "in een gesprek met mij, als vertrouwenspersoon",
            "in a meeting with me, as a confidential adviser",
        ),
    }
}

/// In the list of kinds.
pub(super) fn name(act: Act) -> Both {
    match act {
        Act::Note => ("notitie", "note"),
        Act::Step => ("volgende stap", "next step"),
        Act::Task => ("taak", "task"),
        Act::Promise => ("belofte", "promise"),
        Act::Done => ("iets is gedaan", "something is done"),
        Act::Decide => ("besluit", "decision"),
        Act::SecondLook => ("tweede blik", "second look"),
        Act::Assign => ("rol geven", "give a role"),
        Act::Unassign => ("rol afnemen", "take a role away"),
        Act::Hold => ("langer bewaren", "hold"),
        Act::Lift => ("niet langer bewaren", "lift a hold"),
        Act::Correct => ("iets verbeteren", "correct something"),
        Act::Consent => ("toestemming buiten een brief", "consent in no letter"),
        Act::Told => ("buiten de pagina verteld", "told elsewhere"),
        Act::Mark => ("geen melding, of klaar", "no report, or over"),
        Act::Checked => ("nagekeken door de melder", "checked by its reporter"),
        Act::Forward => ("doorsturen naar een instantie", "forward to an authority"),
        Act::HandOn => ("doorgeven aan de commissie", "hand on to the committee"),
        Act::Recuse => ("niet meer meedoen", "take no part"),
        Act::NameKeep => ("naam apart bewaren", "hold a name apart"),
        Act::NameShare => ("mijn deel geven", "give my share"),
        Act::NameOpen => ("naam openen", "open a name"),
        Act::NameLook => ("naam bekijken", "look at a name"),
        Act::NameGrant => ("collega laten lezen", "let a colleague read"),
        Act::NameDisclose => ("naam bekendmaken", "disclose a name"),
        Act::NameAgree => ("instemmen", "agree"),
        Act::NameCarryOut => ("uitvoeren", "carry out"),
    }
}

/// On its button.
pub(super) fn button(act: Act) -> Both {
    match act {
        Act::Note => ("Leg de notitie vast", "Write the note down"),
        Act::Step => ("Zet deze stap", "Take this step"),
        Act::Task => ("Geef de taak", "Give the task"),
        Act::Promise => ("Leg de belofte vast", "Write the promise down"),
        Act::Done => ("Zeg dat het gedaan is", "Say that it is done"),
        Act::Decide => ("Neem het besluit", "Take the decision"),
        Act::SecondLook => ("Begin de beoordeling opnieuw", "Begin the assessment anew"),
        Act::Assign => ("Geef de rol", "Give the role"),
        Act::Unassign => ("Neem de rol af", "Take the role away"),
        Act::Hold => ("Bewaar de zaak langer", "Hold the case"),
        Act::Lift => ("Bewaar niet langer", "Lift the hold"),
        Act::Correct => ("Leg de verbetering vast", "Write the correction down"),
        Act::Consent => ("Leg de toestemming vast", "Write the consent down"),
        Act::Told => ("Leg vast wat is verteld", "Write down what was told"),
        Act::Mark => ("Zeg het", "Say so"),
        Act::Checked => (
            "Leg vast wat de melder ervan zegt",
            "Write down what they say of it",
        ),
        Act::Forward => ("Verzegel de melding", "Seal the report"),
        Act::HandOn => ("Geef de brieven door", "Hand the letters on"),
        Act::Recuse => (
            "Doe niet meer mee aan deze zaak",
            "Take no part in this case any more",
        ),
        Act::NameKeep => ("Bewaar de naam apart", "Hold the name apart"),
        Act::NameShare => ("Geef mijn deel van de naam", "Give my share of the name"),
        Act::NameOpen => ("Open de naam", "Open the name"),
        Act::NameLook => ("Toon de naam aan mij", "Show me the name"),
        Act::NameGrant => (
            "Laat deze collega de naam lezen",
            "Let this colleague read the name",
        ),
        Act::NameDisclose => (
            "Vraag erom, of maak de naam bekend",
            "Ask for it, or disclose the name",
        ),
        Act::NameAgree => ("Stem in met het bekendmaken", "Agree with disclosing it"),
        Act::NameCarryOut => (
            "Toon mij de naam om bekend te maken",
            "Show me the name, to disclose it",
        ),
    }
}

/// What it means, where its name does not say it all.
pub(super) fn means(act: Act) -> Option<Both> {
    Some(match act {
        Act::Promise => (
            "Wat aan de melder is beloofd. Het staat bij wat te doen is, tot het gedaan is.",
            "What the reporter was promised. It stands among what is to be done until it is.",
        ),
        Act::SecondLook => (
            "De melder vraagt om er nog eens naar te kijken. Ieder geeft dan een nieuw oordeel.",
            "The reporter asks for a second look. Everybody gives a new view then.",
        ),
        Act::Hold => (
            "Er wordt niets van deze zaak vernietigd, tot iemand zegt dat het weer mag.",
            "Nothing of this case is destroyed until somebody says that it may be.",
        ),
        Act::Correct => (
            "Wat er stond, blijft staan. Ieder ziet dat het is verbeterd, en wat je erbij schrijft.",
            "What was written stays. Everybody sees that it was corrected, and what you write with it.",
        ),
        Act::Consent => (
            "De melder stemt ergens mee in, niet in een brief. Schrijf hier de naam van de melder niet op.",
            "The reporter consents to something, and not in a letter. Do not write the reporter's name here.",
        ),
        Act::Told => (
            "Wat de melder van deze overgetypte melding hoorde per telefoon, op papier of in een gesprek.",
            "What the reporter of this typed-in report was told by telephone, on paper or in a meeting.",
        ),
        Act::Mark => (
            "Alleen voor een zaak waarin nog geen stap is gezet. Wat geen melding is, krijgt geen ontvangstbevestiging.",
            "Only for a case in which no step was taken. What is no report gets no confirmation of receipt.",
        ),
        Act::Checked => (
            "De melder las wat wij opschreven, en schreef daarover een brief.",
            "The reporter read what we wrote down, and wrote a letter about it.",
        ),
        Act::Forward => (
            "De brieven en bestanden worden verzegeld met de sleutel van de instantie. Alleen zij kan ze openen. Geef het \
             bestand daarna zelf.",
            "Letters and files are sealed to the authority's key. It alone can open them. Hand the file over yourself.",
        ),
        Act::HandOn => (
            "De commissie krijgt de brieven als een melding. De melder leest je tekst, met de code om daar verder te gaan; \
             die komt op de plek van {code}, of aan het eind.",
            "The committee gets the letters as a report. The reporter reads your text, with the code by which they go on \
             there; it takes the place of {code}, or the end.",
        ),
        Act::NameKeep => (
            "De naam staat daarna op geen enkele bladzijde; je reden wel.",
            "The name is in no page after this; your reason is.",
        ),
        Act::NameShare => (
            "Je collega kan de naam openen als er genoeg delen zijn.",
            "Your colleague can open the name once there are enough shares.",
        ),
        Act::NameOpen => (
            "Met jouw deel en die van collega's. Je krijgt de naam nog niet te zien.",
            "With your share and those of colleagues. You are not shown the name yet.",
        ),
        Act::NameLook => (
            "Collega's lezen dat je keek, en waarom. De naam verdwijnt als je naar een ander scherm gaat of vergrendelt.",
            "Colleagues read that you looked, and why. The name goes when you leave this screen or lock the vault.",
        ),
        Act::NameDisclose => (
            "Met een quorum vraag je het eerst aan je collega's; zonder quorum krijg je de naam meteen te zien.",
            "With a quorum you ask your colleagues first; without one you are shown the name at once.",
        ),
        Act::NameAgree => (
            "Je krijgt de naam zelf niet te zien.",
            "You are not shown the name yourself.",
        ),
        _ => return None,
    })
}

/// What is said before something that cannot be taken back.
pub(super) fn warning(act: Act) -> Both {
    match act {
        Act::Recuse => (
            "Daarna telt in deze zaak niets meer van wat je doet, behalve notities. Je rollen vervallen en je oordeel telt \
             niet meer. Je kunt dit niet terugdraaien.",
            "After this nothing that you do in this case counts, save notes. Your roles end, and your view counts no \
             more. You cannot take this back.",
        ),
        Act::HandOn => (
            "Wat je doorgeeft, kun je niet terughalen.",
            "What is handed on cannot be taken back.",
        ),
        Act::NameShare | Act::NameGrant => (
            "Wat je hebt gegeven, kun je niet terugnemen.",
            "What is given cannot be taken back.",
        ),
        _ => (
            "Een naam die eenmaal bekend is, kan niemand terugnemen. Al je collega's in deze zaak lezen aan wie, op welke \
             grond en waarom.",
            "A name that was disclosed cannot be taken back by anybody. All your colleagues in this case read to whom, on \
             what ground and why.",
        ),
    }
}

/// Above the text, of those that have one.
pub(super) fn text(act: Act) -> Option<Both> {
    Some(match act {
        Act::Done | Act::Assign | Act::Unassign | Act::Mark => return None,
        Act::Note => ("Tekst", "Text"),
        Act::Task => ("Wat er te doen is", "What is to be done"),
        Act::Promise => ("Wat is beloofd", "What was promised"),
        Act::Correct => ("Wat er niet klopte", "What was not right"),
        Act::Consent => ("Waarmee de melder instemt", "To what the reporter consents"),
        Act::Told => ("Wat is verteld", "What was told"),
        Act::Checked => (
            "Wat de melder schrijft, in je eigen woorden",
            "What they write, in your own words",
        ),
        Act::HandOn => ("Wat de melder leest", "What the reporter reads"),
        _ => ("De redenen", "The reasons"),
    })
}
