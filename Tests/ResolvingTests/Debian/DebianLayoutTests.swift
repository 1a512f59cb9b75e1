import Testing

@testable import Resolving

struct DebianLayoutTests {
    @Test(arguments: [
        ("usr/lib/x86_64-linux-gnu/libzbar.so.0.3.0", "lib/libzbar.so.0.3.0"),
        ("lib/x86_64-linux-gnu/libexpat.so.1", "lib/libexpat.so.1"), ("usr/lib/git-core/git-gc", "lib/git-core/git-gc"),
        ("usr/lib/x86_64-linux-gnu/caca/libx11_plugin.so", "lib/caca/libx11_plugin.so"), ("lib64/ld.so", "lib/ld.so"),
        ("usr/bin/ffmpeg", "bin/ffmpeg"), ("bin/ping", "bin/ping"), ("usr/sbin/tool", "bin/tool"),
        ("sbin/tool", "bin/tool"), ("usr/games/fortune", "bin/fortune"), ("usr/libexec/a/b", "libexec/a/b"),
        ("usr/share/poppler/cMap/x", "share/poppler/cMap/x"), ("etc/fonts/fonts.conf", "etc/fonts/fonts.conf"),
        ("etc/ImageMagick-6/policy.xml", "etc/ImageMagick-6/policy.xml"),
        ("usr/share/doc/libzbar0/copyright", "share/doc/libzbar0/copyright"),
        // ImageMagick reads these to find its coders.
        ("usr/lib/x86_64-linux-gnu/ImageMagick-6.9.11/coders/png.la", "lib/ImageMagick-6.9.11/coders/png.la"),
    ])
    func putsWhatProgramsNeed(_ path: String, _ place: String) {
        #expect(DebianLayout.outcome(of: path) == .place(place))
    }

    @Test(arguments: [
        "usr/share/man/man1/ffmpeg.1.gz", "usr/share/info/x", "usr/share/locale/de/x.mo",
        "usr/share/lintian/overrides/a",
        "usr/share/bash-completion/completions/a", "usr/share/doc/a/changelog.gz", "usr/share/doc/a/b/copyright",
        "usr/share/doc/a", "usr/include/zbar.h", "usr/lib/x86_64-linux-gnu/libzbar.a", "etc/init.d/a",
        "etc/alternatives/a",
        "var/lib/a", "opt/a", "usr/local/bin/a", "boot/a", "usr/lib", "usr/bin", "etc", "usr/lib/x86_64-linux-gnu",
        "usr/share", "", "usr", "root", "usr/library/a", "etcetera/a",
    ])
    func leavesOutWhatTheyDoNot(_ path: String) { #expect(DebianLayout.outcome(of: path) == .leftOut) }

    @Test(arguments: [
        ("libzbar.so.0.3.0", "usr/lib/x86_64-linux-gnu/libzbar.so.0", "libzbar.so.0.3.0"),
        ("/lib/x86_64-linux-gnu/libexpat.so.1.8", "usr/lib/x86_64-linux-gnu/libexpat.so", "libexpat.so.1.8"),
        ("../lib/x86_64-linux-gnu/a/b", "usr/bin/b", "../lib/a/b"),
        ("/etc/fonts/x", "usr/share/fonts/x", "../../etc/fonts/x"),
        ("../../usr/bin/b", "usr/lib/b", "../bin/b"), ("../../../usr/bin/b", "lib/deep/b", "../../bin/b"),
        ("./a//b", "usr/share/x/c", "a/b"),
    ])
    func makesLinksRelative(_ target: String, _ path: String, _ text: String) throws {
        guard case .place(let place) = DebianLayout.outcome(of: path) else {
            Issue.record("\(path) has no place")
            return
        }
        #expect(try DebianLayout.link(target, from: path, at: place) == text)
    }

    @Test(arguments: [
        ("/etc/alternatives/convert", "usr/bin/convert"), ("/var/lib/x", "usr/share/x"),
        ("/proc/self/exe", "usr/bin/x"),
        ("../bin/x", "usr/sbin/x"), ("..", "usr/share/x/y"), ("/", "usr/bin/x"),
    ])
    func dropsLinksToWhatIsNotPacked(_ target: String, _ path: String) throws {
        guard case .place(let place) = DebianLayout.outcome(of: path) else { return }
        #expect(try DebianLayout.link(target, from: path, at: place) == nil)
    }

    @Test(arguments: ["../../../../etc/passwd", "/../x", "a/../../../../../x"])
    func rejectsLinksAboveTheRoot(_ target: String) {
        #expect(throws: DebianLayout.LinkLeavesRoot.self) {
            try DebianLayout.link(target, from: "usr/bin/x", at: "bin/x")
        }
    }
}

struct DebianScriptTests {
    @Test func readsAlternativesOfALibrary() {
        let found = DebianAlternatives(
            """
            #!/bin/sh
            set -e
            update-alternatives --install /usr/lib/x86_64-linux-gnu/libblas.so.3 \\
                                libblas.so.3-x86_64-linux-gnu /usr/lib/x86_64-linux-gnu/blas/libblas.so.3 10
            exit 0
            """)
        #expect(
            found.alternatives == [
                .init(
                    link: "/usr/lib/x86_64-linux-gnu/libblas.so.3",
                    target: "/usr/lib/x86_64-linux-gnu/blas/libblas.so.3", priority: 10)
            ])
        #expect(!found.hasUnknown)
    }

    /// As the script of `imagemagick-6.q16` is written.
    @Test func readsLoopsAndVariables() {
        let found = DebianAlternatives(
            """
            PRIO=10000
            if [ "$1" = "configure" ]
            then
                # Setup; of each program
                for prog in compare "convert"; do
                update-alternatives --install /usr/bin/$prog \\
                    $prog /usr/bin/${prog}-im6.q16 $PRIO \\
                    --slave /usr/share/man/man1/$prog.1.gz \\
                    $prog.1.gz /usr/share/man/man1/$prog-im6.q16.1.gz
                done
            fi
            """)
        #expect(
            found.alternatives.filter { $0.link.hasPrefix("/usr/bin") } == [
                .init(link: "/usr/bin/compare", target: "/usr/bin/compare-im6.q16", priority: 10000),
                .init(link: "/usr/bin/convert", target: "/usr/bin/convert-im6.q16", priority: 10000),
            ])
        #expect(found.alternatives.count == 4 && !found.hasUnknown)
    }

    @Test(arguments: [
        "update-alternatives --install /usr/bin/a a $(find /usr/bin) 10",
        "update-alternatives --install /usr/bin/$1 a /usr/bin/b 10", "update-alternatives --install /usr/bin/a a",
        "update-alternatives --install usr/bin/a a b 10", "update-alternatives --install /usr/bin/a a /usr/bin/b many",
        "update-alternatives --install /usr/bin/a a /usr/../../b 10",
    ])
    func saysThatItCannotKnow(_ line: String) {
        let found = DebianAlternatives(line)
        #expect(found.hasUnknown && found.alternatives.isEmpty)
    }

    @Test(arguments: [
        "", "for", "for x in", "done", "done; done", "A=$A",
        "for a in $a; do update-alternatives --install /$a a /$a 1",
        "update-alternatives --remove a b", "'unclosed",
    ])
    func takesAnyText(_ text: String) { #expect(DebianAlternatives(text).alternatives.isEmpty) }

    @Test func multipliesNoVariablesWithoutEnd() {
        var text = ""
        for index in 0..<12 { text += "for v\(index) in 1 2 3 4 5 6 7 8 9; do\n" }
        let name = (0..<12).map { "$v\($0)" }.joined(separator: "-")
        #expect(DebianAlternatives(text + "update-alternatives --install /a/\(name) a /b 1").hasUnknown)
    }

    @Test func namesLicences() {
        let text = """
            Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

            Files: *
            License: LGPL-2.1+

            Files: a
            License: GPL-2+ or MIT
             Some text

            License: LGPL-2.1+
            """
        #expect(DebianCopyright.licence(text) == "LGPL-2.1+ AND (GPL-2+ or MIT)")
        let old = "It may be copied, see `/usr/share/common-licenses/GPL-2'. Or /usr/share/common-licenses/LGPL-2.1."
        #expect(DebianCopyright.licence(old) == "GPL-2 AND LGPL-2.1")
        #expect(DebianCopyright.licence("do what you like") == nil)
    }
}
