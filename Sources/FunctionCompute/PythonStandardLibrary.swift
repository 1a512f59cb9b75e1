/// The modules of Python's standard library by version, on Linux. Made from `sys.stdlib_module_names` (3.10 on), the folders
/// of the interpreters 3.6 to 3.13 and the lists of the PyPI project stdlib-list 0.12; a test compares them with the
/// interpreters that are there.
public enum PythonStandardLibrary {
    /// The versions in which a module or a name of one is there.
    public struct Span: Hashable, Sendable {
        /// The first version that has it; `nil` for what Python 3.6 has already.
        public let introduced: DottedVersion?
        /// The first version that has it no more; `nil` for what is still there.
        public let removed: DottedVersion?

        /// Whether a version has it.
        public func contains(_ version: DottedVersion) -> Bool {
            if let introduced, version < introduced { return false }
            if let removed, version >= removed { return false }
            return true
        }
    }

    /// When a top-level module is part of the standard library; `nil` for modules that never were, also for those that
    /// only Windows or macOS have.
    public static func span(of module: String) -> Span? {
        if let span = changed[module] { return span }
        return always.contains(module) ? Span(introduced: nil, removed: nil) : nil
    }

    /// When a name is in a module, or a submodule in its package, where that changed after Python 3.6: `collections.Mapping`,
    /// `asyncio.run`, `importlib.metadata`; `nil` for all others.
    public static func span(of name: String, in module: String) -> Span? { names[module + "." + name] }

    /// Whether a module is part of the standard library of Windows or macOS only.
    public static func isOfOtherSystems(_ module: String) -> Bool { otherSystems.contains(module) }

    /// Every module that is, was or will be part of it.
    public static var all: Set<String> { always.union(changed.keys) }

    /// Every name that came or went, its module in front.
    public static var allNames: Set<String> { Set(names.keys) }

    /// In every version from 3.6 on. Private modules (`_x`) of any version are here too.
    private static let always: Set<String> = words(
        """
        abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar
        cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib copy copyreg
        csv ctypes curses datetime dbm decimal difflib dis doctest email encodings ensurepip enum errno faulthandler
        fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob grp
        gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io ipaddress itertools json keyword
        linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder multiprocessing netrc ntpath
        nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib
        poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri
        random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil
        signal site smtplib socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics
        string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios test
        textwrap this threading time timeit tkinter token tokenize trace traceback tracemalloc tty turtle turtledemo
        types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser wsgiref xml xmlrpc
        xxlimited xxsubtype zipapp zipfile zipimport zlib __future__ __main__ __phello__ _abc _aix_support
        _android_support _apple_support _ast _asyncio _bisect _blake2 _bootlocale _bootsubprocess _bz2 _codecs
        _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc
        _colorize _compat_pickle _compression _contextvars _crypt _csv _ctypes _ctypes_test _curses _curses_panel
        _datetime _dbm _decimal _dummy_thread _elementtree _frozen_importlib _frozen_importlib_external _functools
        _gdbm _hashlib _heapq _imp _interpchannels _interpqueues _interpreters _io _ios_support _json _locale
        _lsprof _lzma _markupbase _md5 _multibytecodec _multiprocessing _opcode _opcode_metadata _operator
        _osx_support _peg_parser _pickle _posixshmem _posixsubprocess _py_abc _pydatetime _pydecimal _pyio _pylong
        _pyrepl _queue _random _sha1 _sha2 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket _sqlite3 _sre _ssl
        _stat _statistics _string _strptime _struct _suggestions _symtable _sysconfig _testbuffer _testcapi
        _testimportmultiple _testinternalcapi _testmultiphase _thread _threading_local _tkinter _tokenize
        _tracemalloc _typing _uuid _warnings _weakref _weakrefset _xxsubinterpreters _xxtestfuzz _zoneinfo
        """)

    private static let otherSystems: Set<String> = words(
        "_msi _overlapped _scproxy _winapi _wmi msilib msvcrt nt winreg winsound")

    /// Modules that came or went: `name:first-removed`, minor numbers of Python 3.
    private static let changed: [String: Span] = spans(
        """
        aifc:-13 asynchat:-12 asyncore:-12 audioop:-13 binhex:-11 cgi:-13 cgitb:-13 chunk:-13 contextvars:7-
        crypt:-13 dataclasses:7- distutils:-12 dummy_threading:-9 formatter:-10 fpectl:-7 graphlib:9- imghdr:-13
        imp:-12 lib2to3:-13 macpath:-8 macurl2path:-7 mailcap:-13 nis:-13 nntplib:-13 ossaudiodev:-13 parser:-10
        pipes:-13 smtpd:-12 sndhdr:-13 spwd:-13 sunau:-13 symbol:-10 telnetlib:-13 tomllib:11- uu:-13 xdrlib:-13
        zoneinfo:9-
        """)

    private static let names: [String: Span] = spans(PythonStandardLibraryNames.text)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private static func spans(_ text: String) -> [String: Span] {
        var spans: [String: Span] = [:]
        for entry in text.split(whereSeparator: \.isWhitespace) {
            let fields = entry.split(separator: ":")
            guard fields.count == 2 else { continue }
            let bounds = fields[1].split(separator: "-", omittingEmptySubsequences: false).map {
                DottedVersion("3.\($0)")
            }
            guard bounds.count == 2 else { continue }
            spans[String(fields[0])] = Span(introduced: bounds[0], removed: bounds[1])
        }
        return spans
    }
}
