//! Equi-X, the puzzle that Tor's onion services use (Tor proposal 327): cheap to verify, costly
//! to solve, and no cheaper on graphics cards.

use equix::{EquiX, Solution, SolutionByteArray};

/// Solutions of the puzzle of one challenge, 16 bytes each; none for a few unlucky challenges.
#[must_use]
pub fn solve(challenge: &[u8]) -> Vec<[u8; 16]> {
    let Ok(puzzle) = EquiX::new(challenge) else {
        return Vec::new();
    };
    puzzle.solve().iter().map(Solution::to_bytes).collect()
}

/// Whether `solution` solves the puzzle of `challenge`.
#[must_use]
pub fn verify(challenge: &[u8], solution: &SolutionByteArray) -> bool {
    Solution::try_from_bytes(solution)
        .is_ok_and(|solution| equix::verify(challenge, &solution).is_ok())
}
