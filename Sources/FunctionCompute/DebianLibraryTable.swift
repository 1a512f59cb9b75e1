/// Shared libraries by their sonames and the Debian packages that have them. One line for each package: the releases in which
/// it exists (`*` for 9 to 12), the package, and its sonames. A soname that stands here has no package in the releases that
/// no line names; a soname that stands nowhere is not known.
///
/// Source: the package lists of Debian 11 and 12; for Debian 9 and 10, which left the mirrors, the names that the packages had
/// there (tracker.debian.org, archive.debian.org). `-` in place of a package: no release has the library (older Debian, CentOS,
/// Ubuntu, Alpine).
enum DebianLibraryTable {
    static let lines = """
        9 libgl1-mesa-glx libGL.so.1
        10-12 libgl1 libGL.so.1
        9 libegl1-mesa libEGL.so.1
        10-12 libegl1 libEGL.so.1
        9 libgles2-mesa libGLESv2.so.2
        10-12 libgles2 libGLESv2.so.2
        * libglx0 libGLX.so.0
        * libopengl0 libOpenGL.so.0
        * libglu1-mesa libGLU.so.1
        * libosmesa6 libOSMesa.so.8
        * libgbm1 libgbm.so.1
        * libdrm2 libdrm.so.2
        * libvulkan1 libvulkan.so.1
        * ocl-icd-libopencl1 libOpenCL.so.1
        9-11 freeglut3 libglut.so.3
        12 libglut3.12 libglut.so.3
        * libglib2.0-0 libglib-2.0.so.0 libgthread-2.0.so.0 libgobject-2.0.so.0 libgio-2.0.so.0 libgmodule-2.0.so.0
        * libsm6 libSM.so.6
        * libice6 libICE.so.6
        * libx11-6 libX11.so.6
        * libx11-xcb1 libX11-xcb.so.1
        * libxext6 libXext.so.6
        * libxrender1 libXrender.so.1
        * libxi6 libXi.so.6
        * libxtst6 libXtst.so.6
        * libxrandr2 libXrandr.so.2
        * libxcursor1 libXcursor.so.1
        * libxcomposite1 libXcomposite.so.1
        * libxdamage1 libXdamage.so.1
        * libxfixes3 libXfixes.so.3
        * libxinerama1 libXinerama.so.1
        * libxss1 libXss.so.1
        * libxt6 libXt.so.6
        * libxmu6 libXmu.so.6
        * libxpm4 libXpm.so.4
        * libxaw7 libXaw.so.7
        * libxau6 libXau.so.6
        * libxdmcp6 libXdmcp.so.6
        * libxft2 libXft.so.2
        * libxv1 libXv.so.1
        * libxxf86vm1 libXxf86vm.so.1
        * libxshmfence1 libxshmfence.so.1
        * libxcb1 libxcb.so.1
        * libxcb-shm0 libxcb-shm.so.0
        * libxcb-render0 libxcb-render.so.0
        * libxcb-render-util0 libxcb-render-util.so.0
        * libxcb-image0 libxcb-image.so.0
        * libxcb-icccm4 libxcb-icccm.so.4
        * libxcb-keysyms1 libxcb-keysyms.so.1
        * libxcb-randr0 libxcb-randr.so.0
        * libxcb-shape0 libxcb-shape.so.0
        * libxcb-xfixes0 libxcb-xfixes.so.0
        * libxcb-xkb1 libxcb-xkb.so.1
        * libxcb-xinerama0 libxcb-xinerama.so.0
        * libxcb-sync1 libxcb-sync.so.1
        * libxcb-dri2-0 libxcb-dri2.so.0
        * libxcb-dri3-0 libxcb-dri3.so.0
        * libxcb-glx0 libxcb-glx.so.0
        * libxcb-util1 libxcb-util.so.1
        * libxkbcommon0 libxkbcommon.so.0
        * libxkbcommon-x11-0 libxkbcommon-x11.so.0
        * libwayland-client0 libwayland-client.so.0
        * libwayland-cursor0 libwayland-cursor.so.0
        * libwayland-server0 libwayland-server.so.0
        9 libwayland-egl1-mesa libwayland-egl.so.1
        10-12 libwayland-egl1 libwayland-egl.so.1
        * libnss3 libnss3.so libnssutil3.so libsmime3.so libssl3.so
        * libnspr4 libnspr4.so libplc4.so libplds4.so
        * libatk1.0-0 libatk-1.0.so.0
        * libatk-bridge2.0-0 libatk-bridge-2.0.so.0
        * libatspi2.0-0 libatspi.so.0
        * libcups2 libcups.so.2
        * libdbus-1-3 libdbus-1.so.3
        * libasound2 libasound.so.2
        * libpulse0 libpulse.so.0 libpulse-simple.so.0
        * libpango-1.0-0 libpango-1.0.so.0
        * libpangocairo-1.0-0 libpangocairo-1.0.so.0
        * libpangoft2-1.0-0 libpangoft2-1.0.so.0
        * libcairo2 libcairo.so.2
        * libcairo-gobject2 libcairo-gobject.so.2
        9-10 libgdk-pixbuf2.0-0 libgdk_pixbuf-2.0.so.0
        11-12 libgdk-pixbuf-2.0-0 libgdk_pixbuf-2.0.so.0
        * libgtk-3-0 libgtk-3.so.0 libgdk-3.so.0
        * libgtk2.0-0 libgtk-x11-2.0.so.0 libgdk-x11-2.0.so.0
        * libharfbuzz0b libharfbuzz.so.0
        * libfontconfig1 libfontconfig.so.1
        * libfreetype6 libfreetype.so.6
        * libfribidi0 libfribidi.so.0
        * libgraphite2-3 libgraphite2.so.3
        * libthai0 libthai.so.0
        * libpixman-1-0 libpixman-1.so.0
        * librsvg2-2 librsvg-2.so.2
        * libexpat1 libexpat.so.1
        * libsecret-1-0 libsecret-1.so.0
        * libgomp1 libgomp.so.1
        9 libgfortran3 libgfortran.so.3
        10 libgfortran4 libgfortran.so.4
        10-12 libgfortran5 libgfortran.so.5
        * libquadmath0 libquadmath.so.0
        * libatomic1 libatomic.so.1
        * libitm1 libitm.so.1
        * libobjc4 libobjc.so.4
        9-11 libtbb2 libtbb.so.2
        12 libtbb12 libtbb.so.12
        9 libssl1.0.2 libssl.so.1.0.2 libcrypto.so.1.0.2
        9-11 libssl1.1 libssl.so.1.1 libcrypto.so.1.1
        12 libssl3 libssl.so.3 libcrypto.so.3
        - - libssl.so.1.0.0 libcrypto.so.1.0.0 libssl.so.10 libcrypto.so.10
        9-10 libffi6 libffi.so.6
        11 libffi7 libffi.so.7
        12 libffi8 libffi.so.8
        9 libicu57 libicuuc.so.57 libicudata.so.57 libicui18n.so.57
        10 libicu63 libicuuc.so.63 libicudata.so.63 libicui18n.so.63
        11 libicu67 libicuuc.so.67 libicudata.so.67 libicui18n.so.67
        12 libicu72 libicuuc.so.72 libicudata.so.72 libicui18n.so.72
        - - libicuuc.so.50 libicuuc.so.52 libicuuc.so.55 libicuuc.so.60 libicuuc.so.66 libicuuc.so.70 libicuuc.so.74
        9-10 libreadline7 libreadline.so.7
        11-12 libreadline8 libreadline.so.8
        - - libreadline.so.6
        * libncurses5 libncurses.so.5
        * libncursesw5 libncursesw.so.5
        * libtinfo5 libtinfo.so.5
        10-12 libncurses6 libncurses.so.6
        10-12 libncursesw6 libncursesw.so.6
        10-12 libtinfo6 libtinfo.so.6
        * libzbar0 libzbar.so.0
        9 libtesseract3 libtesseract.so.3
        10-11 libtesseract4 libtesseract.so.4
        12 libtesseract5 libtesseract.so.5
        * liblept5 liblept.so.5
        9 libpoppler64 libpoppler.so.64
        10 libpoppler82 libpoppler.so.82
        11 libpoppler102 libpoppler.so.102
        12 libpoppler126 libpoppler.so.126
        * libpoppler-cpp0v5 libpoppler-cpp.so.0
        * libpoppler-glib8 libpoppler-glib.so.8
        9-11 libgs9 libgs.so.9
        12 libgs10 libgs.so.10
        * libxml2 libxml2.so.2
        * libxslt1.1 libxslt.so.1 libexslt.so.0
        * libxmlsec1 libxmlsec1.so.1
        * libxmlsec1-openssl libxmlsec1-openssl.so.1
        * libyaml-0-2 libyaml-0.so.2
        * libpq5 libpq.so.5
        10-12 libmariadb3 libmariadb.so.3
        9 libmariadbclient18 libmariadbclient.so.18
        - - libmysqlclient.so.18 libmysqlclient.so.20 libmysqlclient.so.21
        * libsqlite3-0 libsqlite3.so.0
        9-11 libodbc1 libodbc.so.2
        12 libodbc2 libodbc.so.2
        * libsybdb5 libsybdb.so.5
        * libct4 libct.so.4
        9-11 libldap-2.4-2 libldap-2.4.so.2 libldap_r-2.4.so.2 liblber-2.4.so.2
        12 libldap-2.5-0 libldap-2.5.so.0 liblber-2.5.so.0
        * libsasl2-2 libsasl2.so.2
        * libgssapi-krb5-2 libgssapi_krb5.so.2
        * libkrb5-3 libkrb5.so.3
        * libk5crypto3 libk5crypto.so.3
        * libkrb5support0 libkrb5support.so.0
        * libkeyutils1 libkeyutils.so.1
        9 libcurl3 libcurl.so.4
        10-12 libcurl4 libcurl.so.4
        * libcurl3-gnutls libcurl-gnutls.so.4
        * libssh2-1 libssh2.so.1
        * libssh-4 libssh.so.4
        * libnghttp2-14 libnghttp2.so.14
        * libpsl5 libpsl.so.5
        * librtmp1 librtmp.so.1
        9-11 libidn11 libidn.so.11
        12 libidn12 libidn.so.12
        10-12 libbrotli1 libbrotlidec.so.1 libbrotlienc.so.1 libbrotlicommon.so.1
        9 libsodium18 libsodium.so.18
        10-12 libsodium23 libsodium.so.23
        * libzmq5 libzmq.so.5
        * libuv1 libuv.so.1
        * libev4 libev.so.4
        9 libevent-2.0-5 libevent-2.0.so.5
        10 libevent-2.1-6 libevent-2.1.so.6
        11-12 libevent-2.1-7 libevent-2.1.so.7
        * libsnappy1v5 libsnappy.so.1
        * liblz4-1 liblz4.so.1
        * libzstd1 libzstd.so.1
        * liblzo2-2 liblzo2.so.2
        * libarchive13 libarchive.so.13
        * libzip4 libzip.so.4
        * libjpeg62-turbo libjpeg.so.62
        * libturbojpeg0 libturbojpeg.so.0
        - - libjpeg.so.8
        * libpng16-16 libpng16.so.16
        - - libpng12.so.0 libpng15.so.15
        9-11 libtiff5 libtiff.so.5
        12 libtiff6 libtiff.so.6
        - - libwebp.so.5
        9-11 libwebp6 libwebp.so.6
        12 libwebp7 libwebp.so.7
        9 libwebpmux2 libwebpmux.so.2
        10-12 libwebpmux3 libwebpmux.so.3
        * libwebpdemux2 libwebpdemux.so.2
        * libopenjp2-7 libopenjp2.so.7
        * liblcms2-2 liblcms2.so.2
        * libgif7 libgif.so.7
        10-12 libheif1 libheif.so.1
        * libexif12 libexif.so.12
        9 libmagickwand-6.q16-3 libMagickWand-6.Q16.so.3
        9 libmagickcore-6.q16-3 libMagickCore-6.Q16.so.3
        10-12 libmagickwand-6.q16-6 libMagickWand-6.Q16.so.6
        10-12 libmagickcore-6.q16-6 libMagickCore-6.Q16.so.6
        * libvips42 libvips.so.42
        9 libavcodec57 libavcodec.so.57
        10-11 libavcodec58 libavcodec.so.58
        12 libavcodec59 libavcodec.so.59
        9 libavformat57 libavformat.so.57
        10-11 libavformat58 libavformat.so.58
        12 libavformat59 libavformat.so.59
        9 libavutil55 libavutil.so.55
        10-11 libavutil56 libavutil.so.56
        12 libavutil57 libavutil.so.57
        9 libswscale4 libswscale.so.4
        10-11 libswscale5 libswscale.so.5
        12 libswscale6 libswscale.so.6
        9 libswresample2 libswresample.so.2
        10-11 libswresample3 libswresample.so.3
        12 libswresample4 libswresample.so.4
        * libmp3lame0 libmp3lame.so.0
        * libsndfile1 libsndfile.so.1
        * libportaudio2 libportaudio.so.2
        * libopus0 libopus.so.0
        * libvorbis0a libvorbis.so.0
        * libogg0 libogg.so.0
        9-11 libflac8 libFLAC.so.8
        12 libflac12 libFLAC.so.12
        9-10 libgdal20 libgdal.so.20
        11 libgdal28 libgdal.so.28
        12 libgdal32 libgdal.so.32
        * libgeos-c1v5 libgeos_c.so.1
        9 libproj12 libproj.so.12
        10 libproj13 libproj.so.13
        11 libproj19 libproj.so.19
        12 libproj25 libproj.so.25
        9 libspatialindex4v5 libspatialindex.so.4
        10 libspatialindex5 libspatialindex.so.5
        11-12 libspatialindex6 libspatialindex.so.6
        * libblas3 libblas.so.3
        * liblapack3 liblapack.so.3
        9-10 libopenblas-base libopenblas.so.0
        11-12 libopenblas0 libopenblas.so.0
        * libfftw3-double3 libfftw3.so.3
        * libfftw3-single3 libfftw3f.so.3
        * libgmp10 libgmp.so.10
        9 libmpfr4 libmpfr.so.4
        10-12 libmpfr6 libmpfr.so.6
        * libmpc3 libmpc.so.3
        9 libprotobuf10 libprotobuf.so.10
        10 libprotobuf17 libprotobuf.so.17
        11 libprotobuf23 libprotobuf.so.23
        12 libprotobuf32 libprotobuf.so.32
        * libunwind8 libunwind.so.8
        * libelf1 libelf.so.1
        * libdw1 libdw.so.1
        * libusb-1.0-0 libusb-1.0.so.0
        * libpcap0.8 libpcap.so.0.8
        * libmagic1 libmagic.so.1
        * libltdl7 libltdl.so.7
        * libaio1 libaio.so.1
        * libnuma1 libnuma.so.1
        * librdkafka1 librdkafka.so.1
        9-11 liblttng-ust0 liblttng-ust.so.0
        12 liblttng-ust1 liblttng-ust.so.1
        * libgdiplus libgdiplus.so.0
        9 libjemalloc1 libjemalloc.so.1
        10-12 libjemalloc2 libjemalloc.so.2
        * libmecab2 libmecab.so.2
        * libsdl2-2.0-0 libSDL2-2.0.so.0
        * libqt5core5a libQt5Core.so.5
        * libqt5gui5 libQt5Gui.so.5
        * libqt5widgets5 libQt5Widgets.so.5
        9-11 libpython2.7 libpython2.7.so.1.0
        9 libpython3.5 libpython3.5m.so.1.0
        10 libpython3.7 libpython3.7m.so.1.0
        11 libpython3.9 libpython3.9.so.1.0
        12 libpython3.11 libpython3.11.so.1.0
        - - libpython3.6m.so.1.0 libpython3.8.so.1.0 libpython3.10.so.1.0 libpython3.12.so.1.0 libpython3.13.so.1.0
        11-12 libnsl2 libnsl.so.2
        - - libcrypt.so.2
        - - libc.musl-x86_64.so.1 libc.musl-aarch64.so.1
        """
}
