import Testing

/// Every way of writing an entry point that was met in real code, each with the verdict that a real load gives.
@Suite struct PythonFormTests {
    @Test(arguments: PythonForm.all) func judges(_ form: PythonForm) {
        #expect(PythonTree(form.files).resolve(form.handler, arguments: form.arguments).short == form.verdict)
    }

    @Test func judgesSourceInLatin1() {
        let text = Array("# -*- coding: latin-1 -*-\ns = \"".utf8) + [0xE9] + Array("\"\ndef handler(e, c): pass".utf8)
        #expect(PythonTree(bytes: ["index.py": text]).resolve().short == "ok function index.py:3")
    }
}
