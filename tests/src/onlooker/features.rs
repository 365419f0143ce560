//! What can be measured of a cell, and of two, without a key.

use crypto_core::board::Cell;

use super::Sight;

/// What [`of_cell`] gives, in that order; the first bytes (token and nonce) follow, one by one.
pub const OF_CELL: [&str; 19] = [
    "place in the batch",
    "first in the batch",
    "last in the batch",
    "place on its first board",
    "first board",
    "last board",
    "number of boards",
    "number of offers",
    "sum of bytes",
    "bits set",
    "equal neighbouring bytes",
    "chi-squared of bytes",
    "bytes at the end",
    "printable bytes",
    "zero bytes",
    "longest run of one bit",
    "lowest bits",
    "distance to the cell before",
    "distance to the cell after",
];

/// Bytes that are looked at one by one.
const HEAD: usize = 48;

/// What an onlooker can measure of a cell.
pub fn of_cell(sight: &Sight, in_batch: usize) -> Vec<f64> {
    let cell = &sight.cell;
    let count = |holds: fn(&u8) -> bool| cell.iter().filter(|byte| holds(byte)).count() as f64;
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| f64::from(*byte)).sum::<f64>();
    let pairs = cell.windows(2).filter(|pair| pair[0] == pair[1]).count();
    let mut features = vec![
        sight.place as f64,
        f64::from(u8::from(sight.place == 0)),
        f64::from(u8::from(sight.place + 1 == in_batch)),
        sight.place_on_board as f64,
        sight.first as f64,
        sight.last as f64,
        sight.boards as f64,
        sight.offers as f64,
        sum(cell),
        f64::from(cell.iter().map(|byte| byte.count_ones()).sum::<u32>()),
        pairs as f64,
        chi_squared(cell),
        sum(&cell[2_000..]),
        count(|byte| byte.is_ascii_graphic()),
        count(|byte| *byte == 0),
        longest_run(cell),
        count(|byte| byte % 2 == 1),
    ];
    features.extend(sight.to_neighbours);
    features.extend(cell.iter().take(HEAD).map(|byte| f64::from(*byte)));
    features
}

/// The name of a feature of [`of_cell`].
pub fn name_of(feature: usize) -> String {
    let byte = || format!("byte {}", feature - OF_CELL.len());
    OF_CELL.get(feature).map_or_else(byte, ToString::to_string)
}

fn chi_squared(cell: &Cell) -> f64 {
    let mut counts = [0_f64; 256];
    for byte in cell {
        counts[usize::from(*byte)] += 1.0;
    }
    let expected = cell.len() as f64 / 256.0;
    let square = |count: &f64| (count - expected).powi(2) / expected;
    counts.iter().map(square).sum()
}

fn longest_run(cell: &Cell) -> f64 {
    let (mut longest, mut run, mut last) = (0_u32, 0, 2);
    for byte in cell {
        for bit in (0..8).map(|shift| (byte >> shift) & 1) {
            run = if bit == last { run + 1 } else { 1 };
            last = bit;
            longest = longest.max(run);
        }
    }
    f64::from(longest)
}

/// Bits in which two cells differ.
pub fn distance(a: &Cell, b: &Cell) -> f64 {
    let (a, _) = a.as_chunks::<8>();
    let (b, _) = b.as_chunks::<8>();
    let mut bits = 0;
    for (x, y) in a.iter().zip(b) {
        bits += (u64::from_ne_bytes(*x) ^ u64::from_ne_bytes(*y)).count_ones();
    }
    f64::from(bits)
}

/// What [`of_pair`] gives, in that order.
pub const OF_PAIR: [&str; 10] = [
    "bits that differ",
    "difference of the first bytes",
    "equal bytes in one place",
    "in one batch: places between",
    "in one batch: side by side",
    "in two batches: the same place",
    "in two batches: places between",
    "boards between the first ones",
    "boards between the last ones",
    "in one batch: boards between the last ones",
];

/// What an onlooker can measure of two cells of a channel.
pub fn of_pair(a: &Sight, b: &Sight) -> [f64; OF_PAIR.len()] {
    let number = |holds: bool| f64::from(u8::from(holds));
    let gap = |a: usize, b: usize| a.abs_diff(b) as f64;
    let together = a.batch == b.batch;
    let places = gap(a.place, b.place);
    let equal = a.cell.iter().zip(&b.cell).take(256).filter(|(x, y)| x == y);
    [
        distance(&a.cell, &b.cell),
        f64::from(a.cell[0].abs_diff(b.cell[0])),
        equal.count() as f64,
        number(together) * places,
        number(together && places <= 1.0),
        number(!together && places == 0.0),
        number(!together) * places,
        gap(a.first, b.first),
        gap(a.last, b.last),
        number(together) * gap(a.last, b.last),
    ]
}
