import Testing

@testable import Processes

struct ListeningSocketTests {
    @Test func readsTheKernelsTables() {
        let sockets = ListeningSocket.table(
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 41 1 0 100
               1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 42 1 0 100
               2: 0100007F:1F91 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 43 1 0 100
               3: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 44 1 0
               4: 00000000000000000000000000000000:0051 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 45 1 0
               5: 0000000000000000FFFF00000100007F:0052 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 46 1 0
            """)
        #expect(sockets.map(\.port) == [9000, 8080, 80, 81, 82])
        #expect(sockets.map(\.isLoopback) == [false, true, true, false, true])
        #expect(sockets.map(\.inode) == [41, 42, 44, 45, 46])
        #expect(sockets.map(\.description).prefix(4) == ["0.0.0.0:9000", "127.0.0.1:8080", "[::1]:80", "[::]:81"])
    }

    @Test(arguments: [
        "", "x\n", "x\n 0: 0:0 0 0A\n", "x\n 0: ZZ:1 0 0A 0 0 0 0 0 1 2\n", "x\n 0: 00:1 0 0A 0 0 0 0 0 1 2\n",
    ])
    func skipsWhatIsNoSocket(_ text: String) {
        #expect(ListeningSocket.table(text) == [])
    }
}
