//! A bundle of many gigabytes, from senders through the real server and courier into a reader's vault.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use belfry_tests::http;
use belfry_tests::stack::{Stack, Taken};
use crypto_core::{
    bundle::{BundleReader, Item},
    lengths::PARCEL_LEN,
    stamp::{Asked, Stamp},
};

/// If the environment does not say how many.
const GIB: u64 = 10;
const PER_GIB: u64 = 1_024;
const SENDERS: u64 = 4;
/// A run with few parcels tells what the programs take in any case.
const FEW: u64 = 8;
const MORE_AT_MOST_KIB: u64 = 16 * 1024;
/// Free stamps for all, and room on the disk for all.
const SETTINGS: &str = "parcels_per_minute = 1000000000\nquota_bytes = 1000000000000";

/// No two parcels are alike, and none can be packed.
fn parcel(number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut bytes = Vec::with_capacity(PARCEL_LEN);
    while bytes.len() < PARCEL_LEN {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_be_bytes());
    }
    bytes
}

fn send(server: SocketAddr, number: u64) -> Result<()> {
    let answer = http::get(server, "/v1/stamp")?;
    let asked = Asked::parse(&answer.body).context("no effort")?;
    ensure!(asked.parcel == 0, "the server asks for work");
    let stamp = Stamp::free(asked.hours, [1; 16]).to_hex();
    let path = format!("/v1/parcels/{:032x}", u128::from(number) << 64 | 1);
    let headers = format!("Belfry-Stamp: {stamp}\r\n");
    match http::put(server, &path, &headers, &parcel(number))?.status {
        201 => Ok(()),
        status => bail!("parcel {number} was answered with {status}"),
    }
}

/// Several senders at once, since each waits for the disk.
fn send_all(server: SocketAddr, from: u64, to: u64) -> Result<()> {
    let next = AtomicU64::new(from);
    let work = || loop {
        match next.fetch_add(1, Ordering::Relaxed) {
            number if number >= to => return Ok(()),
            number => send(server, number)?,
        }
    };
    thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS).map(|_| scope.spawn(work)).collect();
        senders
            .into_iter()
            .try_for_each(|sender| sender.join().unwrap_or_else(|_| bail!("a sender panicked")))
    })
}

fn speed(what: &str, parcels: u64, taken: Taken) {
    let seconds = taken.time.as_secs_f64();
    println!(
        "{what} of {parcels} parcels: {:.0} MiB/s ({seconds:.1} s), at most {:.1} MiB of memory",
        parcels as f64 / seconds,
        taken.peak_kib as f64 / 1024.0
    );
}

/// Every parcel is in the bundle, byte for byte.
fn check(stack: &Stack, bundle: &Path, parcels: u64) -> Result<()> {
    let mut reader = BundleReader::open(fs::File::open(bundle)?, &stack.channel())?;
    let mut seen = 0;
    while let Some(item) = reader.next_item()? {
        match item {
            Item::Parcel(found) => {
                let number = u64::from_be_bytes(found.id.0[..8].try_into()?);
                ensure!(found.bytes == parcel(number), "parcel {number} is another");
                seen += 1;
            }
            Item::Damaged(damage) => bail!("{damage:?}"),
            _ => {}
        }
    }
    ensure!(seen == parcels, "{seen} of {parcels} parcels");
    Ok(())
}

fn pull(stack: &Stack, bundle: &str) -> Result<Taken> {
    let (_, taken) = stack.courier_measured(1, &["pull", "--out", bundle])?;
    Ok(taken)
}

fn import(stack: &Stack, bundle: &str) -> Result<Taken> {
    let fragment = stack.fragment();
    let (said, taken) = stack.reader_measured(1, &["import", bundle, "--channel", &fragment])?;
    ensure!(!said.contains("damaged"), "{said}");
    ensure!(!said.contains("the server had more"), "{said}");
    Ok(taken)
}

#[test]
#[ignore = "gigabytes and minutes; run by the long checks"]
fn a_bundle_of_many_gigabytes_streams_through_server_courier_and_reader() -> Result<()> {
    let gib = std::env::var("BELFRY_BUNDLE_GIB");
    let gib = gib.map_or(Ok(GIB), |gib| gib.parse())?;
    let parcels = gib * PER_GIB;
    let mut stack = Stack::found_without_page(SETTINGS)?;
    send_all(stack.address(), 0, FEW)?;
    let few = (pull(&stack, "few")?, import(&stack, "few")?);
    speed("pull", FEW, few.0);
    speed("import", FEW, few.1);

    let begun = Instant::now();
    send_all(stack.address(), FEW, parcels)?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "stored {parcels} parcels: {:.0} MiB/s",
        parcels as f64 / seconds
    );
    let pulled = pull(&stack, "many")?;
    speed("pull", parcels, pulled);
    let bundle = stack.path("many");
    check(&stack, &bundle, parcels)?;
    // The courier finds all of it in its unfinished file, as after a pull that broke off at the end.
    fs::rename(&bundle, stack.path("many.part"))?;
    let gone_on = pull(&stack, "many")?;
    speed("going on with a pull", parcels, gone_on);
    // Room for the vault.
    stack.stop_server()?;
    fs::remove_dir_all(stack.data())?;
    let imported = import(&stack, "many")?;
    speed("import", parcels, imported);
    let again = import(&stack, "many")?;
    speed("a second import", parcels, again);
    for (taken, small) in [
        (pulled, few.0),
        (gone_on, few.0),
        (imported, few.1),
        (again, few.1),
    ] {
        ensure!(
            taken.peak_kib < small.peak_kib + MORE_AT_MOST_KIB,
            "{taken:?} after {small:?}"
        );
    }
    Ok(())
}
