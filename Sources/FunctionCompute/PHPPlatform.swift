/// The PHP of a runtime and its extensions: what packages may ask for.
public struct PHPPlatform: Hashable, Sendable, Codable {
    /// The version, with as many numbers as a source states.
    public let version: DottedVersion
    /// The highest version that it may be: sources state PHP 7.2 without its last number, and 7.2.34 was the last.
    public let highest: String
    /// Extensions by the name that composer has for them (lower case, `-` for blanks), without `ext-`, with their versions
    /// where they are not PHP's own.
    public let extensions: [String: String?]

    /// The PHP of a runtime; `nil` where there is none or no source says which.
    public static func of(runtime id: String) -> PHPPlatform? {
        switch id {
        case "php7.2": builtIn
        case "custom": stretch
        default: nil
        }
    }

    /// Every extension of PHP's own and the widespread ones, to tell composer which are not there.
    public static let known: Set<String> = names(
        """
        amqp apcu bcmath brotli bz2 calendar com_dotnet ctype curl date dba dom ds enchant ev event exif ffi fileinfo filter ftp
        gd gearman gettext gmp gnupg grpc hash iconv igbinary imagick imap interbase intl json ldap libxml mailparse maxminddb
        mbstring mcrypt memcache memcached mongo mongodb msgpack mysql mysqli mysqlnd newrelic oauth oci8 odbc opentelemetry
        openssl parallel pcntl pcov pcre pdo pdo_dblib pdo_firebird pdo_mysql pdo_oci pdo_odbc pdo_pgsql pdo_sqlite pdo_sqlsrv
        pgsql phar posix protobuf pspell psr pthreads random rdkafka readline recode redis reflection rrd session shmop simplexml
        snmp soap sockets sodium solr spl sqlite3 sqlsrv ssh2 standard swoole sysvmsg sysvsem sysvshm tidy tokenizer uuid uv wddx
        xdebug xhprof xml xmlreader xmlrpc xmlwriter xsl yaml yar zend-opcache zip zlib zmq zstd
        """)

    /// Source: the platform's page on PHP (D/147) for the extensions; fcdocker `commons/Dockerfile.php7.2-stretch-base` for the
    /// versions of those that are not PHP's own.
    private static let builtIn = PHPPlatform(
        version: "7.2", highest: "7.2.34",
        own: """
            bcmath bz2 calendar core ctype curl date dom exif fileinfo filter ftp gd gettext gmp hash iconv json libxml mbstring
            mysqli mysqlnd openssl pcntl pcre pdo pdo_mysql phar posix readline reflection session shmop simplexml soap sockets
            spl standard sysvmsg sysvsem sysvshm tokenizer xml xmlreader xmlrpc xmlwriter zend-opcache zip zlib
            """,
        others: ["imagick": "3.4.3", "memcached": "3.0.4", "protobuf": "3.6.0", "redis": "4.1.1", "xdebug": "2.6.0"])

    /// Source: fcdocker `commons/Dockerfile.custom-stretch-base`; H/document_detail/132044 for the version; the contents of
    /// Sury's packages `php7.4-common`, `php7.4-cli` and `php7.4-xml` for what is not a package of its own.
    private static let stretch = PHPPlatform(
        version: "7.4.12", highest: "7.4.12",
        own: """
            bcmath calendar core ctype curl date dom exif ffi fileinfo filter ftp gd gettext hash iconv imap intl json libxml
            mbstring mysqli mysqlnd openssl pcntl pcre pdo pdo_mysql pdo_pgsql pdo_sqlite pgsql phar posix readline reflection
            session shmop simplexml soap sockets sodium spl sqlite3 standard sysvmsg sysvsem sysvshm tokenizer xml xmlreader
            xmlrpc xmlwriter xsl zend-opcache zip zlib
            """,
        others: [
            "imagick": nil, "mcrypt": "1.0.3", "memcached": "3.1.5", "protobuf": "3.11.2", "redis": "5.1.1",
            "swoole": "4.5.2",
        ])

    private init(version: DottedVersion, highest: String, own: String, others: [String: String?]) {
        self.version = version
        self.highest = highest
        var extensions = others
        for name in Self.names(own) { extensions[name] = .some(nil) }
        self.extensions = extensions
    }

    private static func names(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
