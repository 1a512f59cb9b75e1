/// Third-party modules in the images of the Python runtimes, by the name that code imports.
///
/// Sources: the tables "Built-in Python modules" of the help pages (H/document_detail/2512973 for 3.12 and 3.10,
/// H/document_detail/158208 for 3.9 and 3.6), and for 3.9 and 3.6 the `requirements.txt` of the images (fcdocker). What
/// those modules need themselves is taken from their own requirements, and is therefore only likely.
public enum PythonPreinstalled {
    /// How sure it is that an image has a module.
    public enum Certainty: Hashable, Sendable {
        /// The platform's documents name it.
        case documented
        /// A documented module requires it, or an older image had it.
        case likely
    }

    /// How sure it is that the image of a runtime has a top-level module; `nil` for modules that nothing speaks of.
    public static func certainty(of module: String, in runtime: String) -> Certainty? {
        guard let lists = runtimes[runtime] else { return nil }
        if lists.documented.contains(module) { return .documented }
        return lists.likely.contains(module) || always.contains(module) ? .likely : nil
    }

    /// Whether the image of a runtime has, or likely has, a distribution.
    public static func mayHave(distribution: String, in runtime: String) -> Bool {
        guard let lists = runtimes[runtime] else { return false }
        let wanted = PythonDistributionNames.normal(distribution)
        return lists.documented.union(lists.likely).union(always).contains { module in
            PythonDistributionNames.normal(module) == wanted
                || PythonDistributionNames.distribution(of: module).map(PythonDistributionNames.normal) == wanted
        }
    }

    private struct Lists {
        let documented: Set<String>
        let likely: Set<String>

        init(_ documented: String, likely: String) {
            self.documented = words(documented)
            self.likely = words(likely)
        }
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// What installs packages, and what needs it.
    private static let always: Set<String> = words("pip setuptools pkg_resources wheel six _distutils_hack")

    private static let runtimes: [String: Lists] = [
        "python3.12": Lists(
            """
            oss2 alibabacloud_ecs20140526 alibabacloud_vpc20160428 alibabacloud_rds20140815 alibabacloud_kms20160120
            alibabacloud_mns_open20220119 alibabacloud_cdn20180510 alibabacloud_ram20150501 alibabacloud_sts20150401
            alibabacloud_iot20180120 alibabacloud_sls20201230 wand scrapy pymysql elasticsearch PIL OpenSSL redis requests
            """,
            likely: """
                Crypto Tea _cffi_backend aiofiles aiohappyeyeballs aiohttp aiosignal alibabacloud_credentials
                alibabacloud_credentials_api alibabacloud_darabonba_array alibabacloud_darabonba_encode_util
                alibabacloud_darabonba_map alibabacloud_darabonba_signature_util alibabacloud_darabonba_string
                alibabacloud_endpoint_util alibabacloud_gateway_pop alibabacloud_gateway_sls
                alibabacloud_gateway_sls_util alibabacloud_gateway_spi alibabacloud_openapi_util
                alibabacloud_tea_openapi alibabacloud_tea_util alibabacloud_tea_xml aliyun_log_fastpb aliyunsdkcore
                aliyunsdkkms apscheduler attr attrs automat certifi cffi charset_normalizer constantly crcmod
                cryptography cssselect darabonba defusedxml elastic_transport filelock frozenlist hyperlink idna
                incremental itemadapter itemloaders jmespath lxml lz4 multidict packaging parsel propcache protego pyasn1
                pyasn1_modules pycparser pydispatch queuelib requests_file service_identity tldextract twisted
                typing_extensions tzlocal urllib3 w3lib websocket yarl zope zstd tablestore fc2 fc mns aliyun
                """),
        "python3.10": Lists(
            """
            oss2 tablestore fc2 aliyunsdkecs aliyunsdkvpc aliyunsdkrds aliyunsdkkms mns aliyunsdkcdn aliyunsdkram
            aliyunsdksts aliyunsdkiot aliyun wand scrapy pymysql elasticsearch PIL OpenSSL redis requests
            """,
            likely: """
                Crypto _cffi_backend aliyunsdkcore async_timeout attr attrs automat certifi cffi charset_normalizer
                constantly crcmod cryptography cssselect dateparser dateutil elastic_transport filelock fc google hyperlink
                idna incremental itemadapter itemloaders jmespath lxml numpy flatbuffers packaging parsel protego
                pyasn1 pyasn1_modules pycparser pydispatch pytz pytz_deprecation_shim queuelib regex requests_file
                service_identity tldextract tomli twisted typing_extensions tzdata tzlocal urllib3 w3lib websocket zope future
                libfuturize libpasteurize past jwt elasticsearch_dsl
                """),
        "python3.9": Lists(
            """
            oss2 tablestore fc2 aliyunsdkecs aliyunsdkvpc aliyunsdkrds aliyunsdkkms mns aliyunsdkcdn aliyunsdkram
            aliyunsdksts aliyunsdkiot aliyun wand cv2 numpy scipy matplotlib scrapy
            """,
            likely: """
                Crypto Cython Tea OpenSSL PIL _cffi_backend aiohttp aiosignal alibabacloud_credentials
                alibabacloud_endpoint_util alibabacloud_fc_open20210406 alibabacloud_gateway_spi
                alibabacloud_openapi_util alibabacloud_tea_openapi alibabacloud_tea_util aliyunsdkcore aliyunsdkdds
                aliyunsdkfnf aliyunsdkimm asn1crypto async_timeout attr attrs automat cbor certifi cffi chardet
                charset_normalizer constantly coverage crcmod cryptography cssselect cycler cython dateparser dateutil
                debugpy elasticsearch enum34 fc frozenlist future google greenlet h2 hpack hyperframe hyperlink idna
                incremental itemadapter itemloaders jmespath kiwisolver libfuturize libpasteurize lxml meinheld
                mpl_toolkits multidict parsel past priority protego pyasn1 pyasn1_modules pycparser pydispatch pylab
                pyparsing pyximport pytz pytz_deprecation_shim queuelib regex requests service_identity twisted
                typing_extensions tzdata tzlocal urllib3 w3lib yarl zope pymysql redis
                """),
        "python3": Lists(
            """
            oss2 tablestore fc2 aliyunsdkecs aliyunsdkvpc aliyunsdkrds aliyunsdkkms datahub mns aliyunsdkcdn
            aliyunsdkram aliyunsdksts aliyunsdkiot aliyun wand cv2 numpy scipy matplotlib scrapy
            """,
            likely: """
                Crypto Cython OpenSSL PIL _cffi_backend aliyunsdkcore aliyunsdkdds aliyunsdkfnf aliyunsdkimm
                asn1crypto attr attrs automat backports cbor certifi cffi chardet charset_normalizer constantly coverage
                cprotobuf crcmod cryptography cssselect cycler cython dateparser dateutil debugpy elasticsearch fc
                future google greenlet hyperlink idna importlib_resources incremental jmespath libfuturize libpasteurize
                lxml lz4 meinheld mpl_toolkits parsel past pyasn1 pyasn1_modules pycparser pydispatch pylab pyparsing
                pyximport pytz pytz_deprecation_shim queuelib regex requests service_identity simplejson tensorflow
                twisted tzdata tzlocal urllib3 w3lib zipp zope pymysql redis
                """),
    ]
}
