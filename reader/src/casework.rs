//! From the first letter to the closing of a case: steps, views, decisions, tasks, notes. Each is a *deed* of one
//! member, told to the others in their page (protocol, section 4.8), and never overwritten. All deeds of a case, in the
//! order that every reader agrees on, give the same picture on every desk; what breaks the organisation's rules is
//! void there, whoever did it.

mod amiss;
pub mod answering;
pub mod checked;
pub mod consent;
pub mod deed;
pub mod disclosure;
pub mod due;
mod find;
pub mod fold;
pub mod forward;
pub mod hand_on;
pub mod keep;
mod line;
mod load;
pub mod marking;
pub mod name;
pub mod name_box;
pub mod perform;
pub mod rules;
pub mod telling;
pub mod unseen;
pub mod view;
pub mod void;

pub use amiss::amiss;
pub use consent::{Consent, Given};
pub use deed::{Deed, What};
pub use disclosure::{Ground, Informed};
pub use fold::{Casework, Item, Standing};
pub use load::{LoadError, Ordered, in_turn, load, marks, rules as in_force};
