import BuildModel
import Testing

/// A function with binaries that a compiler makes for the case: they are stubs, with the names, needs and run paths of the real
/// ones.
struct NativeCase: Sendable, CustomTestStringConvertible {
    let name: String
    let runtime: String
    var command: [String] = []
    var environment: [String: String] = [:]
    /// What is linked, in order; a library is linked before those that need it.
    let binaries: [Binary]
    /// Other files of the code.
    var texts: [String: String] = [:]
    var broken: String?
    var severity: Finding.Severity?

    var testDescription: String { "\(runtime): \(name)" }

    struct Binary: Sendable {
        let name: String
        /// Where it lies: `code/…`, `layer/…`, or nowhere where a stub is only linked against.
        var path: String?
        var needs: [String] = []
        var isProgram = false
        var options: [String] = []
        var symbol: String?
        /// Bytes that are cut off at the end.
        var cut = 0
    }

    func findings() async throws -> [Finding] {
        let linked = try CLibrary.link(
            binaries.map { binary in
                CLibrary.Recipe(
                    name: binary.name, soname: binary.isProgram || binary.symbol != nil ? nil : binary.name,
                    needs: binary.needs, isProgram: binary.isProgram, options: binary.options, symbol: binary.symbol)
            })
        let fixture = try Fixture()
        var code: [String: [UInt8]] = texts.mapValues { Array($0.utf8) }
        var layer: [String: [UInt8]] = [:]
        var programs: Set<String> = []
        for binary in binaries {
            guard let path = binary.path, let bytes = linked[binary.name] else { continue }
            let inside = String(path.drop { $0 != "/" }.dropFirst())
            if binary.isProgram { programs.insert(inside) }
            if path.hasPrefix("layer/") {
                layer[inside] = Array(bytes.dropLast(binary.cut))
            } else {
                code[inside] = Array(bytes.dropLast(binary.cut))
            }
        }
        let file = try fixture.zip("code.zip", bytes: code, executable: programs)
        let layers = layer.isEmpty ? [] : [try fixture.zip("layer.zip", bytes: layer, executable: programs)]
        return await fixture.findings(
            code: file, runtime: runtime, layers: layers, environment: environment, command: command)
    }
}

private typealias Binary = NativeCase.Binary
private let python = ["index.py": "def handler(event, context):\n    return 'ok'\n"]
private let node = ["index.js": "exports.handler = (event, context, callback) => callback(null, 'ok');\n"]
private func wheel(_ name: String, _ path: String, tag: String = "cp310-cp310-manylinux2014_x86_64") -> [String: String]
{
    [
        "\(name).dist-info/RECORD": "\(path),,\n\(name).dist-info/WHEEL,,\n",
        "\(name).dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: \(tag)\n",
    ].merging(python) { first, _ in first }
}

/// A module of a Python package with one library.
private func module(
    _ name: String, _ runtime: String, _ package: String, needing library: String, at place: String? = nil,
    options: [String] = [], environment: [String: String] = [:], broken: String? = nil
) -> NativeCase {
    let path =
        "\(package.prefix { $0 != "-" })/_core.cpython-\(runtime == "python3.9" ? "39" : "310")-x86_64-linux-gnu.so"
    return NativeCase(
        name: name, runtime: runtime, environment: environment,
        binaries: [
            Binary(name: library, path: place.map { $0 + "/" + library }),
            Binary(name: "_core.so", path: "code/" + path, needs: [library], options: options),
        ], texts: wheel(package, path), broken: broken)
}

/// A program as bootstrap with one library.
private func program(
    _ name: String, _ runtime: String, needing library: String, at place: String? = nil, options: [String] = [],
    environment: [String: String] = [:], broken: String? = nil, severity: Finding.Severity? = nil
) -> NativeCase {
    NativeCase(
        name: name, runtime: runtime, environment: environment,
        binaries: [
            Binary(name: library, path: place.map { $0 + "/" + library }),
            Binary(name: "bootstrap", path: "code/bootstrap", needs: [library], isProgram: true, options: options),
        ], broken: broken, severity: severity)
}

private func addon(
    _ name: String, _ runtime: String, _ symbol: String,
    at path: String = "node_modules/sharp/build/Release/sharp.node",
    broken: String? = nil, severity: Finding.Severity? = nil
) -> NativeCase {
    NativeCase(
        name: name, runtime: runtime, binaries: [Binary(name: "a.node", path: "code/" + path, symbol: symbol)],
        texts: node,
        broken: broken, severity: severity)
}

/// Pairs of working and broken functions with binaries. Forms: validate.md 4.7 and 6 (11 to 14), fc-facts 8.
let nativeCorpus: [NativeCase] = [
    NativeCase(
        name: "static program", runtime: "custom",
        binaries: [Binary(name: "bootstrap", path: "code/bootstrap", isProgram: true, options: ["-static", "-no-pie"])]),
    NativeCase(
        name: "static program that may lie anywhere", runtime: "custom.debian10",
        binaries: [Binary(name: "bootstrap", path: "code/bootstrap", isProgram: true, options: ["-static-pie"])]),
    NativeCase(
        name: "program of Alpine", runtime: "custom.debian12",
        binaries: [
            Binary(name: "libc.musl-x86_64.so.1"),
            Binary(
                name: "bootstrap", path: "code/bootstrap", needs: ["libc.musl-x86_64.so.1"], isProgram: true,
                options: ["-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1"]),
        ], broken: "elf-interpreter"),
    program("zlib of the image", "custom.debian11", needing: "libz.so.1"),
    program("OpenSSL 3 on Debian 12", "custom.debian12", needing: "libssl.so.3"),
    program(
        "OpenSSL 3 on Debian 10", "custom.debian10", needing: "libssl.so.3", broken: "shared-lib-missing",
        severity: .error),
    program("OpenSSL 1.1 on Debian 11", "custom.debian11", needing: "libssl.so.1.1"),
    program(
        "OpenSSL 1.1 on Debian 12", "custom.debian12", needing: "libssl.so.1.1", broken: "shared-lib-missing",
        severity: .error),
    program(
        "Swift without its libraries", "custom.debian12", needing: "libswiftCore.so", broken: "shared-lib-missing",
        severity: .error),
    program(
        "Swift with its libraries", "custom.debian12", needing: "libswiftCore.so", at: "code/lib",
        options: ["-Wl,-rpath,$ORIGIN/lib"]),
    program("libraries in lib/, which is searched", "custom.debian12", needing: "libswiftCore.so", at: "code/lib"),
    program(
        "libraries in a folder that is not searched", "custom.debian12", needing: "libswiftCore.so", at: "code/swift",
        broken: "shared-lib-missing", severity: .error),
    program(
        "Swift in a layer without the variable", "custom.debian12", needing: "libswiftCore.so", at: "layer/lib",
        broken: "shared-lib-missing", severity: .error),
    program(
        "Swift in a layer", "custom.debian12", needing: "libswiftCore.so", at: "layer/lib",
        environment: ["LD_LIBRARY_PATH": "/code:/code/lib:/usr/local/lib:/opt/lib"]),
    program(
        "library of nobody", "custom.debian12", needing: "libours.so.1", broken: "shared-lib-missing",
        severity: .warning),
    module(
        "bundled library", "python3.10", "numpy-1.26.4", needing: "libopenblas64_p-r0-0cf96a72.3.23.dev.so",
        at: "code/numpy.libs", options: ["-Wl,--disable-new-dtags,-rpath,$ORIGIN/../numpy.libs"]),
    module(
        "bundled library left out", "python3.10", "numpy-1.26.4", needing: "libopenblas64_p-r0-0cf96a72.3.23.dev.so",
        options: ["-Wl,--disable-new-dtags,-rpath,$ORIGIN/../numpy.libs"], broken: "shared-lib-missing"),
    module(
        "OpenCV with windows", "python3.10", "opencv_python-4.9.0", needing: "libGL.so.1", broken: "shared-lib-missing"),
    module("OpenCV on Debian 9, whose image has it", "python3.9", "opencv_python-4.9.0", needing: "libGL.so.1"),
    module(
        "OpenCV with the library in a layer", "python3.10", "opencv_python-4.9.0", needing: "libGL.so.1",
        at: "layer/lib"),
    module(
        "OpenCV with a variable that forgets the layer", "python3.10", "opencv_python-4.9.0", needing: "libGL.so.1",
        at: "layer/lib", environment: ["LD_LIBRARY_PATH": "/code/lib"], broken: "shared-lib-missing"),
    module("psycopg2 from source", "python3.10", "psycopg2-2.9.9", needing: "libpq.so.5", broken: "shared-lib-missing"),
    module(
        "psycopg2-binary", "python3.10", "psycopg2_binary-2.9.9", needing: "libpq-e8a033dd.so.5.16",
        at: "code/psycopg2_binary.libs", options: ["-Wl,-rpath,$ORIGIN/../psycopg2_binary.libs"]),
    module("LightGBM", "python3.10", "lightgbm-4.3.0", needing: "libgomp.so.1", broken: "shared-lib-missing"),
    module("LightGBM on Debian 9", "python3.9", "lightgbm-4.3.0", needing: "libgomp.so.1"),
    module(
        "library that another module has loaded", "python3.10", "torchvision-0.18", needing: "libtorch.so",
        at: "code/torch/lib"),
    NativeCase(
        name: "abi3 of an older Python", runtime: "python3.10",
        binaries: [Binary(name: "_rust.so", path: "code/rust/_rust.abi3.so")],
        texts: wheel("rust-1.0", "rust/_rust.abi3.so", tag: "cp37-abi3-manylinux_2_28_x86_64")),
    NativeCase(
        name: "abi3 of a newer Python", runtime: "python3.10",
        binaries: [Binary(name: "_rust.so", path: "code/rust/_rust.abi3.so")],
        texts: wheel("rust-1.0", "rust/_rust.abi3.so", tag: "cp311-abi3-manylinux_2_28_x86_64"), broken: "python-abi"),
    addon("addon for the runtime", "nodejs16", "node_register_module_v93"),
    addon("addon for an older Node.js", "nodejs20", "node_register_module_v93", broken: "node-abi", severity: .error),
    addon("addon with Node-API", "nodejs14", "napi_register_module_v1"),
    addon(
        "addon that its users go on without", "nodejs14", "node_register_module_v108",
        at: "node_modules/bufferutil/build/Release/bufferutil.node", broken: "node-abi", severity: .warning),
    NativeCase(
        name: "addons for several versions", runtime: "nodejs16",
        binaries: [
            Binary(name: "a.node", path: "code/node_modules/x/lib/v93/x.node", symbol: "node_register_module_v93"),
            Binary(name: "b.node", path: "code/node_modules/x/lib/v108/x.node", symbol: "node_register_module_v108"),
        ], texts: node),
    NativeCase(
        name: "addon of Alpine", runtime: "nodejs16",
        binaries: [
            Binary(name: "libc.musl-x86_64.so.1"),
            Binary(
                name: "a.node", path: "code/node_modules/x/build/Release/x.node", needs: ["libc.musl-x86_64.so.1"],
                symbol: "napi_register_module_v1"),
        ], texts: node, broken: "native-arch", severity: .error),
    NativeCase(
        name: "addon with a twin for Alpine", runtime: "nodejs16",
        binaries: [
            Binary(name: "libc.musl-x86_64.so.1"),
            Binary(
                name: "a.node", path: "code/node_modules/x/prebuilds/linux-x64/x.musl.node",
                needs: ["libc.musl-x86_64.so.1"],
                symbol: "napi_register_module_v1"),
            Binary(
                name: "b.node", path: "code/node_modules/x/prebuilds/linux-x64/x.node",
                symbol: "napi_register_module_v1"),
        ], texts: node),
    NativeCase(
        name: "browser without its libraries", runtime: "nodejs16",
        binaries: [
            Binary(name: "libnss3.so"), Binary(name: "libgbm.so.1"),
            Binary(name: "chrome", path: "code/chrome/chrome", needs: ["libnss3.so", "libgbm.so.1"], isProgram: true),
        ], texts: node, broken: "shared-lib-missing"),
    NativeCase(
        name: "program of .NET with its tracing", runtime: "custom.debian12",
        binaries: [
            Binary(name: "liblttng-ust.so.0"),
            Binary(
                name: "libcoreclrtraceptprovider.so", path: "code/libcoreclrtraceptprovider.so",
                needs: ["liblttng-ust.so.0"]),
            Binary(name: "bootstrap", path: "code/bootstrap", isProgram: true, options: ["-static"]),
        ]),
    NativeCase(
        name: "library cut off in its section headers", runtime: "python3.10",
        binaries: [Binary(name: "_x.so", path: "code/x/_x.abi3.so", cut: 200)], texts: python, broken: "native-arch",
        severity: .warning),
]

@Suite(.enabled(if: CLibrary.isAvailable, "needs a C compiler for x86-64")) struct NativeCorpusTests {
    @Test(arguments: nativeCorpus) func judges(_ function: NativeCase) async throws {
        let findings = try await function.findings().filter { $0.severity != .note }
        #expect(
            Set(findings.map(\.rule)) == Set([function.broken].compactMap(\.self)),
            "\(findings.map { "\($0.rule): \($0.message)" })")
        if let severity = function.severity {
            #expect(findings.allSatisfy { $0.severity == severity }, "\(findings.map(\.message))")
        }
    }
}
