extension ImageLibraries {
    /// What the documented build of a runtime's image installs in addition to a minimal system. Only images whose build is
    /// public are here; of `python3.10`, `python3.12`, `nodejs18`, `nodejs20` and `custom.debian10` to `12` it is not.
    static func documented(for runtime: Runtime) -> Set<String> {
        switch (runtime.debian, runtime.family) {
        // python2.7, python3, python3.9, nodejs up to 16, java8 and java11 are built on one base, and custom on java8's.
        case (.stretch?, .python), (.stretch?, .nodejs), (.stretch?, .java): stretchBase
        case (.stretch?, .custom): stretchBase.union(customExtras)
        case (.stretch?, .php): phpExtras
        case (.bookworm?, .custom): bookwormPython
        default: []
        }
    }

    /// `imagemagick`, `libopencv-dev`, `vim`, `curl`, `gcc` and `g++` of Debian 9 with what they depend on, and four libraries
    /// of Debian 8. Source: fcdocker `commons/Dockerfile.stretch-base`; the libraries behind each package are Debian 9's.
    private static let stretchBase = names(
        """
        libssl.so.1.1 libcrypto.so.1.1 libssl.so.1.0.2 libcrypto.so.1.0.2 libcurl.so.4 libssh2.so.1 libnghttp2.so.14
        libpsl.so.5 librtmp.so.1 libidn.so.11 libidn2.so.0 libunistring.so.0 libgssapi_krb5.so.2 libkrb5.so.3
        libk5crypto.so.3 libkrb5support.so.0 libkeyutils.so.1 libldap-2.4.so.2 libldap_r-2.4.so.2 liblber-2.4.so.2
        libsasl2.so.2 libgnutls.so.30 libnettle.so.6 libhogweed.so.4 libgmp.so.10 libp11-kit.so.0 libtasn1.so.6 libffi.so.6
        libpng12.so.0 libmysqlclient.so.18 libssl.so.1.0.0 libcrypto.so.1.0.0 libwebp.so.5
        libMagickCore-6.Q16.so.3 libMagickWand-6.Q16.so.3 libpng16.so.16 libjpeg.so.62 libtiff.so.5 libfreetype.so.6
        libfontconfig.so.1 libexpat.so.1 liblcms2.so.2 libfftw3.so.3 libltdl.so.7 liblqr-1.so.0 libjbig.so.0 libgomp.so.1
        libX11.so.6 libXext.so.6 libXau.so.6 libXdmcp.so.6 libxcb.so.1 libXrender.so.1 libXfixes.so.3 libXi.so.6
        libXcursor.so.1 libXrandr.so.2 libXinerama.so.1 libXcomposite.so.1 libXdamage.so.1 libxcb-shm.so.0
        libxcb-render.so.0 libglib-2.0.so.0 libgthread-2.0.so.0 libgobject-2.0.so.0 libgio-2.0.so.0 libgmodule-2.0.so.0
        libgtk-x11-2.0.so.0 libgdk-x11-2.0.so.0 libgdk_pixbuf-2.0.so.0 libatk-1.0.so.0 libcairo.so.2 libpango-1.0.so.0
        libpangocairo-1.0.so.0 libpangoft2-1.0.so.0 libpixman-1.so.0 libharfbuzz.so.0 libgraphite2.so.3 libthai.so.0
        libavcodec.so.57 libavformat.so.57 libavutil.so.55 libswscale.so.4 libswresample.so.2 libtbb.so.2
        libgpm.so.2 libicuuc.so.57 libicudata.so.57 libicui18n.so.57 libxml2.so.2 libevent-2.0.so.5 libtirpc.so.1
        libdrm.so.2 libGL.so.1 libX11-xcb.so.1 libxcb-glx.so.0 libxcb-dri2.so.0 libxcb-dri3.so.0 libxshmfence.so.1
        libXxf86vm.so.1 libquadmath.so.0 libatomic.so.1 libitm.so.1 libasan.so.3 libubsan.so.0 libSM.so.6 libICE.so.6
        """)

    /// Source: fcdocker `commons/Dockerfile.custom-stretch-base`.
    private static let customExtras = names(
        """
        libpython3.7m.so.1.0 libpython3.so libreadline.so.7 libsqlite3.so.0 libbluetooth.so.3 libtcl8.6.so libtk8.6.so
        libXft.so.2 libXss.so.1 libxslt.so.1 libexslt.so.0 libzip.so.4 libpq.so.5 libmemcached.so.11 libmcrypt.so.4
        libedit.so.2
        """)

    /// Source: fcdocker `commons/Dockerfile.php7.2-stretch-base`.
    private static let phpExtras = names(
        """
        libssl.so.1.1 libcrypto.so.1.1 libcurl.so.4 libpng16.so.16 libjpeg.so.62 libMagickCore-6.Q16.so.3
        libMagickWand-6.Q16.so.3 libmemcached.so.11 libxml2.so.2 libglib-2.0.so.0 libfreetype.so.6 libfontconfig.so.1
        libgomp.so.1 libX11.so.6 libXext.so.6 libicuuc.so.57 libicudata.so.57 libicui18n.so.57
        """)

    /// `python3` of Debian 12 with what it depends on. Source: funcx.run for Python 3.11; the package lists of Debian 12.
    private static let bookwormPython = names(
        """
        libssl.so.3 libcrypto.so.3 libexpat.so.1 libncursesw.so.6 libsqlite3.so.0 libreadline.so.8 libnsl.so.2 libtirpc.so.3
        libgssapi_krb5.so.2 libkrb5.so.3 libk5crypto.so.3 libkrb5support.so.0 libkeyutils.so.1
        """)

    private static func names(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
