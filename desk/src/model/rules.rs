//! An organisation's rules, as they are in force.

/// What is shown of them.
#[derive(Debug, Default, Clone)]
pub struct RulesView {
    /// Whose they are, and the number by which members compare them.
    pub head: String,
    /// Terms, and how many give their view.
    pub terms: Vec<String>,
    /// Roles, and which of them are kept apart.
    pub roles: Vec<String>,
    /// What a report can be decided to be.
    pub outcomes: Vec<String>,
    /// Steps: name, then what is said of each.
    pub steps: Vec<(String, Vec<String>)>,
}
