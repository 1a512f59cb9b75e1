/// The distributions of the Python Package Index that bring a module, where the names differ or the module is common.
public enum PythonDistributionNames {
    /// The distribution that a module probably comes from: `PyYAML` for `yaml`. `nil` for modules that are not known here.
    /// - Parameter module: A top-level module, or one with dots where distributions share the first part (`google.protobuf`).
    public static func distribution(of module: String) -> String? {
        var name = module[...]
        while true {
            if let known = table[String(name)] { return known }
            guard let dot = name.lastIndex(of: ".") else { break }
            name = name[..<dot]
        }
        // The SDKs of Alibaba Cloud are one distribution for each product.
        if name.hasPrefix("aliyunsdk"), name.count > 9 { return "aliyun-python-sdk-\(name.dropFirst(9))" }
        if name.hasPrefix("alibabacloud_") { return String(name.map { $0 == "_" ? "-" : $0 }) }
        return nil
    }

    /// A distribution's name as indexes compare it: lower case, `-` for runs of `-`, `_` and `.`.
    public static func normal(_ name: some StringProtocol) -> String {
        var result = ""
        for character in name.lowercased() {
            let isSeparator = character == "-" || character == "_" || character == "."
            if isSeparator, result.hasSuffix("-") { continue }
            result.append(isSeparator ? "-" : character)
        }
        return result
    }

    /// `module distribution`, one pair a line.
    private static let table: [String: String] = {
        var table: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.count == 2 { table[String(fields[0])] = String(fields[1]) }
        }
        return table
    }()

    private static let text = """
        Crypto pycryptodome
        Cryptodome pycryptodomex
        Levenshtein Levenshtein
        MySQLdb mysqlclient
        OpenSSL pyOpenSSL
        PIL Pillow
        Tea alibabacloud-tea
        Xlib python-xlib
        aiofiles aiofiles
        aiohttp aiohttp
        alipay alipay-sdk-python
        aliyun.log aliyun-log-python-sdk
        aliyunsdkcore aliyun-python-sdk-core
        apscheduler APScheduler
        attr attrs
        bs4 beautifulsoup4
        boto3 boto3
        bson pymongo
        cachetools cachetools
        celery celery
        certifi certifi
        chardet chardet
        click click
        cryptography cryptography
        cv2 opencv-python-headless
        cx_Oracle cx-Oracle
        dashscope dashscope
        datahub pydatahub
        dateutil python-dateutil
        django Django
        dns dnspython
        docx python-docx
        dotenv python-dotenv
        elasticsearch elasticsearch
        fake_useragent fake-useragent
        fastapi fastapi
        fc aliyun-fc
        fc2 aliyun-fc2
        feedparser feedparser
        fitz PyMuPDF
        flask Flask
        flask_cors Flask-Cors
        flask_restful Flask-RESTful
        flask_sqlalchemy Flask-SQLAlchemy
        gevent gevent
        git GitPython
        google.api_core google-api-core
        google.auth google-auth
        google.cloud.storage google-cloud-storage
        google.protobuf protobuf
        googleapiclient google-api-python-client
        graphql graphql-core
        grpc grpcio
        gunicorn gunicorn
        httpx httpx
        jieba jieba
        jinja2 Jinja2
        jose python-jose
        jsonpath jsonpath
        jsonschema jsonschema
        jwt PyJWT
        kafka kafka-python
        langchain langchain
        ldap python-ldap
        loguru loguru
        lxml lxml
        magic python-magic
        mangum mangum
        markdown Markdown
        matplotlib matplotlib
        mns aliyun-mns
        mysql mysql-connector-python
        nacl PyNaCl
        numpy numpy
        odps pyodps
        openai openai
        openpyxl openpyxl
        oss2 oss2
        pandas pandas
        paramiko paramiko
        peewee peewee
        pkg_resources setuptools
        playwright playwright
        psutil psutil
        psycopg2 psycopg2-binary
        pydantic pydantic
        pydispatch PyDispatcher
        pymongo pymongo
        pymysql PyMySQL
        pypdf pypdf
        pytesseract pytesseract
        pytz pytz
        qcloud_cos cos-python-sdk-v5
        qiniu qiniu
        qrcode qrcode
        redis redis
        requests requests
        requests_toolbelt requests-toolbelt
        rsa rsa
        ruamel.yaml ruamel.yaml
        scipy scipy
        scrapy Scrapy
        selenium selenium
        serial pyserial
        simplejson simplejson
        six six
        skimage scikit-image
        sklearn scikit-learn
        snowflake snowflake-connector-python
        socks PySocks
        sqlalchemy SQLAlchemy
        starlette starlette
        tablestore tablestore
        telegram python-telegram-bot
        tencentcloud tencentcloud-sdk-python
        tensorflow tensorflow
        torch torch
        tornado tornado
        tqdm tqdm
        typing_extensions typing_extensions
        ujson ujson
        urllib3 urllib3
        usb pyusb
        uvicorn uvicorn
        wand Wand
        websocket websocket-client
        websockets websockets
        werkzeug Werkzeug
        wx wxPython
        xlrd xlrd
        xlsxwriter XlsxWriter
        xlwt xlwt
        xmltodict xmltodict
        yaml PyYAML
        zmq pyzmq
        zope.interface zope.interface
        """
}
