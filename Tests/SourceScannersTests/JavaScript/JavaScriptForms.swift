import SourceScanners
import Testing

/// One way of writing an entry point, and what the platform makes of it.
///
/// The lists are text: `=== name [handler contract version]: verdict`, then the files, each after `--- path`; what stands
/// before the first is `index.js`.
struct JavaScriptForm: CustomTestStringConvertible, Sendable {
    var name = ""
    var files: [String: String] = [:]
    var handler = "index.handler"
    var contract = JavaScriptContract.event
    var version = 20
    var verdict = ""

    var testDescription: String { name }

    static let all: [JavaScriptForm] = [commonJS, compiled, modules, broken].flatMap(read)

    private static func read(_ text: String) -> [JavaScriptForm] {
        var forms: [JavaScriptForm] = []
        var path = "index.js"
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("=== ") {
                forms.append(JavaScriptForm(heading: String(line.dropFirst(4))))
                path = "index.js"
            } else if line.hasPrefix("--- ") {
                path = String(line.dropFirst(4))
                forms[forms.count - 1].files[path] = ""
            } else {
                forms[forms.count - 1].files[path, default: ""] += line + "\n"
            }
        }
        return forms
    }

    private init(heading: String) {
        let parts = heading.split(separator: ":", maxSplits: 1).map(String.init)
        let words = parts[0].split(whereSeparator: { " []".contains($0) }).map(String.init)
        name = words[0]
        verdict = String(parts[1].dropFirst())
        if words.count == 4 {
            handler = words[1]
            contract = JavaScriptContract(rawValue: words[2]) ?? .event
            version = Int(words[3]) ?? 20
        }
    }
}

@Suite struct JavaScriptFormTests {
    @Test(arguments: JavaScriptForm.all) func judges(_ form: JavaScriptForm) {
        let verdict = JavaScriptTree(form.files).resolve(form.handler, form.contract, version: form.version)
        #expect(verdict.short == form.verdict)
    }

    @Test func listsAreRead() {
        #expect(JavaScriptForm.all.count > 140)
        #expect(Set(JavaScriptForm.all.map(\.name)).count == JavaScriptForm.all.count)
    }

    @Test func marksAndLineEndsOfWindowsAreNoTrouble() {
        #expect(JavaScriptTree(["index.js": "\u{FEFF}exports.handler = () => {}"]).resolve().short.hasPrefix("ok"))
        let text = "const a = 1\r\nexports.handler = function () {\r\n}\r\n"
        #expect(JavaScriptTree(["index.js": text]).resolve().short == "ok function index.js:2")
    }

    @Test func prefixesOfFormsNeverTrap() {
        for form in JavaScriptForm.all {
            for text in form.files.values {
                let bytes = Array(text.utf8)
                for length in 0..<bytes.count { _ = JavaScriptModule(bytes: Array(bytes[..<length])).exportedNames }
            }
        }
    }

    @Test func prefixesOfEntryFilesNeverTrap() {
        for form in JavaScriptForm.all where form.files.count == 1 {
            guard let (path, text) = form.files.first else { continue }
            for length in stride(from: 0, to: text.count, by: 3) {
                _ = JavaScriptTree([path: String(text.prefix(length))]).resolve(form.handler, form.contract)
            }
        }
    }
}
