//! What the courier holds in memory does not grow with the bundle.

use std::{process::Child, time::Duration};

use belfry_courier::commands::push;

use crate::{
    channel::Channel,
    courier::cells_in,
    running::{Running, outbox, post_parcels, today},
};

/// The most memory that a program had at any time, in KiB, as Linux keeps it; asked until the program ends.
pub fn peak_of(mut child: Child) -> u64 {
    let path = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let status = std::fs::read_to_string(&path).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().strip_suffix(" kB"));
        peak = now
            .and_then(|kib| kib.parse().ok())
            .map_or(peak, |now: u64| now.max(peak));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return peak;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_bundle_seventy_times_as_large_takes_no_more_memory() {
    const MORE_AT_MOST: u64 = 4 * 1024;
    let channel = Channel::on(0x53, today());
    let running = Running::start(&channel);
    let mut courier = running.courier(&channel);
    let first = outbox(&courier, &channel, &channel.publication(), &[]);
    push::run(&courier.config, &first).unwrap();
    std::fs::copy(running.folder.path().join("token"), courier.path("token")).unwrap();
    courier.config.token_file = courier.path("token");
    let pull = || {
        peak_of(
            courier
                .pull_program()
                .stderr(std::process::Stdio::null())
                .spawn()
                .unwrap(),
        )
    };
    post_parcels(&courier, 0..2);
    let small = pull();
    post_parcels(&courier, 2..150);
    let large = pull();
    let bundle = courier.path("bundle");
    assert_eq!(cells_in(&bundle, &channel).len(), 150);
    // Copied from the older bundle, and gone on with in the unfinished one.
    let copied = pull();
    std::fs::rename(&bundle, courier.path("bundle.part")).unwrap();
    let gone_on = pull();
    println!("2 parcels: {small} KiB; 150: {large}, copied {copied}, gone on with {gone_on}");
    for peak in [large, copied, gone_on] {
        assert!(peak < small + MORE_AT_MOST, "{peak} KiB after {small} KiB");
    }
}
