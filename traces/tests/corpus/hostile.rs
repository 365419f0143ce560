//! Files that are made to do harm.

use std::io::Write as _;

use belfry_traces::{NotCleaned, clean, look};

use crate::{
    images::{mark, picture},
    pdf::document,
    tools::{arg, folder, run},
};

/// The next number of a fixed row.
fn next(state: &mut u64, most: usize) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % most
}

/// There is no copy, or one that stays the same when it is cleaned again; and it takes no more than some seconds.
fn harmless(bytes: &[u8], name: &str) {
    let begun = std::time::Instant::now();
    if look(bytes).cleaned.is_ok() {
        let copy = clean(bytes).unwrap();
        assert!(clean(&copy).as_ref() == Ok(&copy), "{name}");
    }
    assert!(begun.elapsed().as_secs() < 20, "{name} keeps it busy");
}

/// Cut short at many places, and with bytes changed, the same ones every time.
fn hurt(whole: &[u8], name: &str, times: usize) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for time in 0..times {
        let mut bytes = whole.to_vec();
        if time % 3 == 0 {
            bytes.truncate(next(&mut state, whole.len()));
        } else {
            // Most lengths stand near the beginning.
            let near = [whole.len(), whole.len().min(400)][time % 2];
            for _ in 0..=next(&mut state, 6) {
                let at = next(&mut state, near);
                bytes[at] = [0, 0xff, 1 + bytes[at] % 255][next(&mut state, 3)];
            }
        }
        harmless(&bytes, &format!("{name}, {time}"));
    }
}

#[test]
fn hurt_pictures_do_no_harm() {
    let folder = folder();
    for name in ["a.jpg", "a.png", "a.webp", "a.gif", "a.tif"] {
        let path = picture(folder.path(), name, &[]);
        if name != "a.gif" {
            mark(&path);
        }
        hurt(&std::fs::read(path).unwrap(), name, 500);
    }
}

#[test]
fn hurt_pdf_does_no_harm() {
    let folder = folder();
    let path = document(folder.path());
    hurt(&std::fs::read(path).unwrap(), "a.pdf", 100);
}

#[test]
fn a_tiff_whose_directories_go_round_or_count_too_far_gets_no_copy() {
    let circle = b"II*\0\x08\0\0\0\x01\0\x00\x01\x04\0\x01\0\0\0\x01\0\0\0\x08\0\0\0";
    assert_eq!(look(circle).cleaned, Err(NotCleaned::Damaged));
    let mut far = b"II*\0\x08\0\0\0\x04\0".to_vec();
    for tag in [0x100_u16, 0x101, 0x111, 0x117] {
        far.extend(tag.to_le_bytes());
        far.extend(4_u16.to_le_bytes());
        far.extend(u32::MAX.to_le_bytes());
        far.extend(8_u32.to_le_bytes());
    }
    far.extend([0; 4]);
    assert_eq!(look(&far).cleaned, Err(NotCleaned::Damaged));
}

#[test]
fn a_pdf_that_hides_the_name_of_a_packed_list_gets_no_copy() {
    let folder = folder();
    let plain = document(folder.path());
    let path = folder.path().join("packed.pdf");
    run(
        "qpdf",
        &["--object-streams=generate", arg(&plain), arg(&path)],
    );
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(look(&bytes).cleaned, Ok(()));
    let name = b"/ObjStm";
    let at = bytes
        .windows(name.len())
        .position(|seven| seven == name)
        .unwrap();
    for hidden in ["/Obj#53tm", "/#4fbjStm", "/ObjSt#6D"] {
        // In the place of a name, whatever the rest then is.
        let parts = [&bytes[..at], hidden.as_bytes(), &bytes[at + name.len()..]];
        assert_eq!(look(&parts.concat()).cleaned, Err(NotCleaned::Damaged));
        // Not only because what follows has moved.
        let noted = [&bytes[..], b"\n% ", hidden.as_bytes(), b"\n"].concat();
        assert_eq!(look(&noted).cleaned, Err(NotCleaned::Damaged), "{hidden}");
    }
    let noted = [&bytes[..], b"\n% /Obj#54tm\n"].concat();
    assert_eq!(look(&noted).cleaned, Ok(()));
}

/// Megabytes of nothing, packed.
fn bomb(len: usize) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..len / block.len() {
        packer.write_all(&block).unwrap();
    }
    packer.finish().unwrap()
}

#[test]
fn bombs_in_the_texts_and_profiles_of_a_png_do_no_harm() {
    let folder = folder();
    let plain = std::fs::read(picture(folder.path(), "plain.png", &[])).unwrap();
    let bomb = bomb(1024 * 1024 * 1024);
    // Before the first chunk of dots; the sums of chunks that go are not looked at.
    let at = plain.windows(4).position(|four| four == b"IDAT").unwrap() - 4;
    let mut bytes = plain[..at].to_vec();
    for name in [b"iCCP", b"zTXt", b"zTXt", b"zTXt"] {
        let body = [&b"name\0\0"[..], &bomb].concat();
        bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        bytes.extend(name);
        bytes.extend(body);
        bytes.extend([0; 4]);
    }
    bytes.extend(&plain[at..]);
    harmless(&bytes, "bombs");
    assert!(clean(&bytes) == clean(&plain));
}

#[test]
fn a_pdf_whose_packed_lists_unpack_to_too_much_gets_no_copy() {
    let bomb = bomb(100 * 1024 * 1024);
    let head = format!(
        "%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>\nstream\n",
        bomb.len()
    );
    let bytes = [head.as_bytes(), &bomb, b"\nendstream\nendobj\n%%EOF\n"].concat();
    harmless(&bytes, "lists");
    assert_eq!(look(&bytes).cleaned, Err(NotCleaned::Damaged));
}
