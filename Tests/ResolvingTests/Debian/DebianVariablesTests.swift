import FunctionCompute
import Testing

@testable import Resolving

@Suite struct DebianVariablesTests {
    private func variables(_ places: String..., release: DebianRelease = .bookworm) -> [String: String] {
        DebianVariables.variables(for: places, mount: "/opt", release: release)
    }

    @Test func namesFoldersOfAnyVersion() {
        let found = variables(
            "etc/ImageMagick-6/type.xml", "share/ImageMagick-6/locale.xml", "bin/convert-im6.q16",
            "lib/ImageMagick-6.9.11/config-Q16/configure.xml", "lib/ImageMagick-6.9.11/modules-Q16/coders/png.so")
        #expect(
            found["MAGICK_CONFIGURE_PATH"]
                == "/opt/etc/ImageMagick-6:/opt/share/ImageMagick-6:/opt/lib/ImageMagick-6.9.11/config-Q16")
        #expect(found["MAGICK_CODER_MODULE_PATH"] == "/opt/lib/ImageMagick-6.9.11/modules-Q16/coders")
        #expect(found.count == 2)
        #expect(
            variables("share/ghostscript/10.00.0/Resource/Init/gs_init.ps", "share/ghostscript/10.00.0/lib/a.ps")
                == [
                    "GS_LIB":
                        "/opt/share/ghostscript/10.00.0/Resource/Init:/opt/share/ghostscript/10.00.0/lib"
                ])
    }

    @Test func keepsTheFoldersThatAreLookedIntoWithoutAVariable() {
        #expect(
            variables("share/fonts/a.ttf") == ["XDG_DATA_DIRS": "/opt/share:/usr/local/share:/usr/share"])
        // Fontconfig of Debian 11 knows the fonts of one folder only.
        #expect(variables("share/fonts/a.ttf", release: .bullseye)["XDG_DATA_HOME"] == "/opt/share")
    }

    @Test func saysNothingWhereNothingIsNeeded() {
        #expect(variables("lib/libzbar.so.0", "share/doc/libzbar0/copyright", "share/proj/proj.db").isEmpty)
        #expect(variables("share/proj/epsg", release: .buster) == ["PROJ_LIB": "/opt/share/proj"])
        #expect(
            variables("lib/perl/debian-config/x", "share/perl5/Image/ExifTool.pm") == ["PERL5LIB": "/opt/share/perl5"])
    }
}
