/// Names that modules of the standard library got or lost after Python 3.6, as far as code imports them by name. Made by
/// comparing the modules of the interpreters 3.6 to 3.12; versions that no runtime has are from "What's New in Python".
enum PythonStandardLibraryNames {
    /// `module.name:first-removed`, minor numbers of Python 3.
    static let text = """
        asyncio.Barrier:11- asyncio.Runner:11- asyncio.TaskGroup:11- asyncio.Timeout:11- asyncio.all_tasks:7-
        asyncio.coroutine:-11 asyncio.create_task:7- asyncio.current_task:7- asyncio.eager_task_factory:12-
        asyncio.get_running_loop:7- asyncio.run:7- asyncio.timeout:11- asyncio.timeout_at:11- asyncio.to_thread:9-
        asyncio.exceptions:8- asyncio.runners:7- asyncio.taskgroups:11- asyncio.threads:9- asyncio.timeouts:11-
        ast.unparse:9-
        base64.decodestring:-9 base64.encodestring:-9 base64.b32hexdecode:10- base64.b32hexencode:10-
        cgi.escape:-8 cgi.parse_qs:-8 cgi.parse_qsl:-8
        collections.AsyncGenerator:-10 collections.AsyncIterable:-10 collections.AsyncIterator:-10
        collections.Awaitable:-10 collections.ByteString:-10 collections.Callable:-10 collections.Collection:-10
        collections.Container:-10 collections.Coroutine:-10 collections.Generator:-10 collections.Hashable:-10
        collections.ItemsView:-10 collections.Iterable:-10 collections.Iterator:-10 collections.KeysView:-10
        collections.Mapping:-10 collections.MappingView:-10 collections.MutableMapping:-10
        collections.MutableSequence:-10 collections.MutableSet:-10 collections.Reversible:-10 collections.Sequence:-10
        collections.Set:-10 collections.Sized:-10 collections.ValuesView:-10
        configparser.SafeConfigParser:-12
        contextlib.AbstractAsyncContextManager:7- contextlib.AsyncExitStack:7- contextlib.aclosing:10-
        contextlib.asynccontextmanager:7- contextlib.chdir:11- contextlib.nullcontext:7-
        dataclasses.KW_ONLY:10- datetime.UTC:11- enum.EnumCheck:11- enum.EnumType:11- enum.FlagBoundary:11-
        enum.ReprEnum:11- enum.StrEnum:11- enum.member:11- enum.nonmember:11- enum.verify:11- fractions.gcd:-9
        functools.cache:9- functools.cached_property:8- functools.singledispatchmethod:8-
        hashlib.file_digest:11- http.HTTPMethod:11- http.server.ThreadingHTTPServer:7-
        importlib.metadata:8- importlib.resources:7- importlib.resources.files:9- importlib.resources.as_file:9-
        importlib.metadata.packages_distributions:10- importlib.abc.Finder:-12
        inspect.formatargspec:-11 inspect.getargspec:-11 inspect.get_annotations:10- inspect.getmembers_static:11-
        itertools.batched:12- itertools.pairwise:10- locale.format:-12 locale.getencoding:11-
        math.cbrt:11- math.comb:8- math.dist:8- math.exp2:11- math.isqrt:8- math.lcm:9- math.nextafter:9-
        math.perm:8- math.prod:8- math.remainder:7- math.sumprod:12- math.ulp:9-
        multiprocessing.shared_memory:8- operator.call:11-
        platform.dist:-8 platform.linux_distribution:-8 platform.popen:-8
        plistlib.readPlist:-9 plistlib.readPlistFromBytes:-9 plistlib.writePlist:-9 plistlib.writePlistToBytes:-9
        pprint.pp:8- queue.SimpleQueue:7- random.randbytes:9- re.Match:7- re.Pattern:7- shlex.join:8-
        ssl.RAND_pseudo_bytes:-12 ssl.match_hostname:-12 ssl.wrap_socket:-12
        ssl.SSLCertVerificationError:7- ssl.TLSVersion:7-
        statistics.NormalDist:8- statistics.correlation:10- statistics.covariance:10- statistics.fmean:8-
        statistics.geometric_mean:8- statistics.linear_regression:10- statistics.multimode:8- statistics.quantiles:8-
        threading.ExceptHookArgs:8- threading.excepthook:8- threading.get_native_id:8-
        time.clock:-8 time.monotonic_ns:7- time.perf_counter_ns:7- time.process_time_ns:7- time.thread_time:7-
        time.time_ns:7-
        types.CellType:8- types.EllipsisType:10- types.GenericAlias:9- types.NoneType:10- types.NotImplementedType:10-
        types.UnionType:10- types.get_original_bases:12-
        typing.Annotated:9- typing.Concatenate:10- typing.Final:8- typing.ForwardRef:7- typing.GenericMeta:-7
        typing.Literal:8- typing.LiteralString:11- typing.Never:11- typing.NotRequired:11- typing.ParamSpec:10-
        typing.Protocol:8- typing.Required:11- typing.Self:11- typing.SupportsIndex:8- typing.TypeAlias:10-
        typing.TypeAliasType:12- typing.TypeGuard:10- typing.TypeVarTuple:11- typing.TypedDict:8- typing.Unpack:11-
        typing.assert_never:11- typing.assert_type:11- typing.dataclass_transform:11- typing.final:8-
        typing.get_args:8- typing.get_origin:8- typing.get_overloads:11- typing.is_typeddict:10- typing.override:12-
        typing.reveal_type:11- typing.runtime_checkable:8-
        unittest.IsolatedAsyncioTestCase:8- unittest.makeSuite:-13 wsgiref.types:11-
        xml.etree.ElementTree.canonicalize:8- xml.etree.ElementTree.indent:9-
        zipfile.Path:8-
        """
}
