//! What the desk gives up is given up: asked of the kernel, in a thread that did.

#![cfg(target_os = "linux")]

use std::{
    io::ErrorKind,
    net::{TcpListener, TcpStream, UdpSocket},
    os::unix::net::UnixStream,
    thread,
};

#[test]
fn after_confining_itself_a_thread_gets_no_socket_but_those_of_this_machine() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    TcpStream::connect(address).unwrap();

    let confined = thread::spawn(move || {
        belfry_desk::confine::confine().unwrap();
        let outcomes = [
            TcpStream::connect(address).map(drop),
            TcpListener::bind("127.0.0.1:0").map(drop),
            UdpSocket::bind("[::1]:0").map(drop),
        ];
        for outcome in outcomes {
            assert_eq!(outcome.unwrap_err().kind(), ErrorKind::PermissionDenied);
        }
        UnixStream::pair().unwrap();
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"))
            .unwrap();
        assert_eq!(core.split_whitespace().nth(4), Some("0"));
        // What it starts is confined as well.
        thread::spawn(move || TcpStream::connect(address))
            .join()
            .unwrap()
            .unwrap_err();
    });
    confined.join().unwrap();
}
