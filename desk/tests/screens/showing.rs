//! The screens and forms that are looked at, and what they are shown with.

use belfry_desk::{
    acts::{self, Act},
    app::Desk,
    confine::Lack,
    model::{CasePart, NameShown, Screen},
};
use belfry_reader::journal::event::Purpose;
use crypto_core::{time::Epoch, words::Language};
use eframe::egui::{Theme, Vec2, vec2};
use egui_kittest::Harness;

use crate::{
    fixtures::{self, Amount},
    founding, office, one_case,
    picture::{Keeper, Textures},
    roster,
};

pub const WINDOW: Vec2 = vec2(1180.0, 800.0);
pub const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];
pub const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];
pub const AMOUNTS: [Amount; 3] = [Amount::Empty, Amount::Usual, Amount::Overfull];

/// The screens by their names in pictures; `None` is the locked desk.
const SCREENS: [(&str, Option<Screen>); 21] = [
    ("unlock", None),
    ("today", Some(Screen::Today)),
    ("cases", Some(Screen::Cases)),
    ("conversation", Some(Screen::Case(CasePart::Conversation))),
    ("answer", Some(Screen::Case(CasePart::Answer))),
    ("work", Some(Screen::Case(CasePart::Work))),
    ("name", Some(Screen::Case(CasePart::Name))),
    ("assessment", Some(Screen::Case(CasePart::Assessment))),
    ("terms", Some(Screen::Calendar)),
    ("figures", Some(Screen::Figures)),
    ("exchange", Some(Screen::Exchange)),
    ("members", Some(Screen::Members)),
    ("founding", Some(Screen::Founding)),
    ("roster", Some(Screen::Roster)),
    ("root", Some(Screen::Root)),
    ("rules", Some(Screen::Rules)),
    ("journal", Some(Screen::Journal)),
    ("type-in", Some(Screen::TypeIn)),
    ("register", Some(Screen::Register)),
    ("destroy", Some(Screen::Case(CasePart::Destroy))),
    ("settings", Some(Screen::Settings)),
];

/// What is come to on a screen, and looked at like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A backup is put back.
    Restore,
    /// A member is asked if a month's keys are to go early.
    Erase,
    /// The root key is to be split.
    Split,
    /// A sheet is shown.
    Sheet,
    /// Sheets are printed.
    Printing,
    /// Sheets are typed in.
    Typing,
    /// They gave the root key, which is to be kept.
    Keep,
}

/// These by their names in pictures, and their screens.
const MOMENTS: [(&str, Option<Screen>, Moment); 7] = [
    ("restore", None, Moment::Restore),
    ("erase", Some(Screen::Members), Moment::Erase),
    ("split", Some(Screen::Founding), Moment::Split),
    ("sheet", Some(Screen::Founding), Moment::Sheet),
    ("printing", Some(Screen::Founding), Moment::Printing),
    ("typing", Some(Screen::Founding), Moment::Typing),
    ("keep-root", Some(Screen::Root), Moment::Keep),
];

/// What a screen is shown with.
#[derive(Debug, Clone, Copy)]
pub struct Showing {
    pub screen: Option<Screen>,
    /// The form that is open.
    pub act: Option<Act>,
    /// What was come to on it.
    pub moment: Option<Moment>,
    pub amount: Amount,
    pub language: Language,
    pub theme: Theme,
    /// Points of the window, and pixels of each.
    pub size: Vec2,
    pub scale: f32,
}

impl Showing {
    pub fn all(size: Vec2, scale: f32) -> impl Iterator<Item = (&'static str, Self)> {
        let screens = SCREENS.map(|(name, screen)| (name, screen, None));
        let moments = MOMENTS.map(|(name, screen, moment)| (name, screen, Some(moment)));
        let all = screens.into_iter().chain(moments);
        all.flat_map(move |(name, screen, moment)| {
            AMOUNTS.into_iter().flat_map(move |amount| {
                LANGUAGES.into_iter().flat_map(move |language| {
                    THEMES.into_iter().map(move |theme| {
                        let one = Self {
                            screen,
                            act: None,
                            moment,
                            amount,
                            language,
                            theme,
                            size,
                            scale,
                        };
                        (name, one)
                    })
                })
            })
        })
    }

    /// Every form, filled in so far that it shows all of its fields.
    pub fn forms(size: Vec2) -> impl Iterator<Item = (String, Self)> {
        let of = |part, acts: &'static [Act]| acts.iter().map(move |act| (part, *act));
        let all = of(CasePart::Work, &acts::WORK).chain(of(CasePart::Name, &acts::NAMES));
        all.flat_map(move |(part, act)| {
            LANGUAGES.into_iter().flat_map(move |language| {
                [Amount::Usual, Amount::Overfull]
                    .into_iter()
                    .map(move |amount| {
                        let one = Self {
                            screen: Some(Screen::Case(part)),
                            act: Some(act),
                            moment: None,
                            amount,
                            language,
                            theme: Theme::Light,
                            size,
                            scale: 1.0,
                        };
                        (format!("{act:?}"), one)
                    })
            })
        })
    }

    /// All screens and all forms.
    pub fn whole(size: Vec2) -> impl Iterator<Item = (String, Self)> {
        let screens = Self::all(size, 1.0).map(|(name, one)| (name.to_owned(), one));
        screens.chain(Self::forms(size))
    }

    fn come_to(self, desk: &mut Desk) {
        match self.moment {
            Some(Moment::Restore) => desk.drafts.restore.is_open = true,
            Some(Moment::Erase) => {
                let erasing = &mut desk.drafts.upkeep.erasing;
                erasing.month = Some(Epoch(681));
                erasing.is_asked = true;
            }
            Some(moment) => founding::paper(desk, moment, self.language),
            None => {}
        }
    }

    fn begin(self, desk: &mut Desk) {
        let Some(act) = self.act else { return };
        let work = &mut desk.drafts.case.work;
        match act.is_of_name() {
            true => work.name = Some(act),
            false => work.work = Some(act),
        }
        let form = work.forms.entry(act).or_default();
        form.tell = true;
        form.code = Some("investigation".to_owned());
        form.is_obliged = Some(true);
        form.is_informed = Some(self.amount == Amount::Usual);
        form.is_asked = act.is_asked_twice();
        desk.error = Some(fixtures::say(
            self.language,
            "De tekst is leeg, en dan weten je collega's niet waarom.",
            "The text is empty, and colleagues would not know why.",
        ));
    }

    pub fn open(self) -> (Harness<'static, Desk>, Textures) {
        let textures = Textures::default();
        let mut harness = Harness::builder()
            .with_size(self.size)
            .with_pixels_per_point(self.scale)
            .with_theme(self.theme)
            .with_accessibility_check(false)
            .renderer(Keeper(textures.clone()))
            .build_eframe(move |context| {
                let vault = "/media/kluis".into();
                let mut desk = Desk::new(&context.egui_ctx, vault, self.language, None);
                if let Some(screen) = self.screen {
                    desk.overview = Some(fixtures::overview(self.amount, self.language));
                    let case = one_case::case_view(self.amount, self.language);
                    desk.opened = Some(case.id);
                    if screen == Screen::Case(CasePart::Name) && self.amount == Amount::Usual {
                        let from = fixtures::say(self.language, "Van lid 1:", "From member 1:");
                        let name = fixtures::text(self.language, "Mies", "Wim");
                        desk.name = Some(NameShown {
                            case: case.id,
                            at: screen,
                            names: vec![(from, name)],
                        });
                    }
                    desk.case = Some(case);
                    desk.members = Some(office::view(self.amount, self.language));
                    desk.journal = Some(office::journal(self.amount, self.language));
                    desk.register = Some(office::register(self.amount, self.language));
                    if self.amount != Amount::Empty {
                        desk.drafts.case.destroying.means = Some(office::means(self.language));
                    }
                    desk.code = (self.amount == Amount::Usual).then(|| office::code(self.language));
                    founding::open(&mut desk, self.amount, self.language);
                    roster::open(&mut desk, self.amount, self.language);
                    desk.drafts.upkeep.gives_up = self.amount == Amount::Overfull;
                    desk.drafts.root.is_asked = self.amount == Amount::Overfull;
                    desk.root = Some(founding::root(self.amount));
                    desk.rules = Some(office::rules(self.amount, self.language));
                    desk.drafts.upkeep.is_asked = self.amount == Amount::Overfull;
                    desk.drafts.upkeep.rules = "/media/stick/regels.toml".to_owned();
                    desk.screen = screen;
                }
                desk.exchange.places = Some(fixtures::sticks(self.amount));
                if self.screen.is_none() && self.moment.is_none() && self.amount == Amount::Overfull
                {
                    founding::make(&mut desk);
                }
                desk.is_there = Some(self.amount != Amount::Empty);
                if self.amount == Amount::Overfull {
                    desk.lacks = &Lack::ALL;
                }
                self.come_to(&mut desk);
                self.begin(&mut desk);
                if self.amount != Amount::Empty {
                    desk.drafts.case.answer.says.text = "Dank u voor uw brief.".to_owned().into();
                    desk.drafts.case.answer.says.purpose = Purpose::Feedback;
                }
                desk
            });
        harness.run_ok();
        (harness, textures)
    }
}
