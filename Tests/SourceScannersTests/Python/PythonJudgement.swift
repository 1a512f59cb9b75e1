import Foundation
import TestSupport

extension PythonInterpreter {
    /// What the interpreter's own `ast` says of its standard library's files, every `stride`th of them.
    func judgeStandardLibrary(stride: Int) throws -> [PythonJudgement] {
        let text = try run(["-c", Self.script, String(stride)])
        return try text.split(separator: "\n").map { line in
            try JSONDecoder().decode(PythonJudgement.self, from: Data(line.utf8))
        }
    }

    private static let script = #"""
        import ast, json, os, sys, sysconfig
        root = sysconfig.get_path('stdlib')
        files = []
        for folder, names, entries in os.walk(root):
            names[:] = sorted(n for n in names if n not in ('site-packages', 'dist-packages', '__pycache__'))
            files += [os.path.join(folder, e) for e in sorted(entries) if e.endswith('.py')]
        def mentions(test, text):
            return text in ast.dump(test)
        def is_main(test):
            return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq) and mentions(test, "'__main__'") and mentions(test, "id='__name__'")
        def is_typing(test):
            return isinstance(test, (ast.Name, ast.Attribute)) and mentions(test, "'TYPE_CHECKING'")
        def targets(node, out):
            if isinstance(node, ast.Name): out.append(node.id)
            elif isinstance(node, (ast.Tuple, ast.List)):
                for item in node.elts: targets(item, out)
            elif isinstance(node, ast.Starred): targets(node.value, out)
        def walk(body, names, functions, certain):
            for node in body:
                found = []
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    found.append(node.name)
                    a = node.args
                    positional = len(getattr(a, 'posonlyargs', [])) + len(a.args)
                    own, stack = False, list(node.body)
                    while stack:
                        n = stack.pop()
                        if isinstance(n, (ast.Yield, ast.YieldFrom)): own = True
                        if not isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)): stack += ast.iter_child_nodes(n)
                    functions.append([node.name, positional - len(a.defaults), -1 if a.vararg else positional,
                        sum(1 for d in a.kw_defaults if d is None), int(isinstance(node, ast.AsyncFunctionDef)), int(own), len(node.decorator_list)])
                elif isinstance(node, ast.ClassDef): found.append(node.name)
                elif isinstance(node, ast.Assign):
                    for t in node.targets: targets(t, found)
                elif isinstance(node, ast.AnnAssign):
                    if node.value is not None: targets(node.target, found)
                elif isinstance(node, ast.AugAssign): targets(node.target, found)
                elif isinstance(node, ast.Import): found += [(a.asname or a.name).split('.')[0] for a in node.names]
                elif isinstance(node, ast.ImportFrom): found += [a.asname or a.name for a in node.names if a.name != '*']
                elif isinstance(node, ast.Delete):
                    gone = []
                    for t in node.targets: targets(t, gone)
                    if certain:
                        for n in gone: names.pop(n, None)
                elif isinstance(node, ast.If):
                    special = is_main(node.test) or is_typing(node.test)
                    if not special: walk(node.body, names, functions, False)
                    walk(node.orelse, names, functions, False)
                elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
                    if not isinstance(node, ast.While): targets(node.target, found)
                    for n in found: names[n] = 1
                    walk(node.body, names, functions, False); walk(node.orelse, names, functions, False)
                elif isinstance(node, (ast.With, ast.AsyncWith)):
                    for i in node.items:
                        if i.optional_vars is not None: targets(i.optional_vars, found)
                    for n in found: names[n] = 1
                    walk(node.body, names, functions, False)
                elif type(node).__name__ in ('Try', 'TryStar'):
                    walk(node.body, names, functions, False)
                    for h in node.handlers: walk(h.body, names, functions, False)
                    walk(node.orelse, names, functions, False); walk(node.finalbody, names, functions, False)
                elif type(node).__name__ == 'Match':
                    for c in node.cases: walk(c.body, names, functions, False)
                for n in found: names[n] = 1
        for path in files[::int(sys.argv[1])]:
            result = {'path': path, 'compiles': True, 'names': [], 'functions': [], 'imports': []}
            try:
                with open(path, 'rb') as f: tree = ast.parse(f.read(), path)
                names = {}
                walk(tree.body, names, result['functions'], True)
                result['names'] = list(names)
                for n in ast.walk(tree):
                    if isinstance(n, ast.Import): result['imports'] += ['%d 0 %s ' % (n.lineno, a.name) for a in n.names]
                    elif isinstance(n, ast.ImportFrom): result['imports'].append('%d %d %s %s' % (n.lineno, n.level, n.module or '', ','.join(a.name for a in n.names)))
            except (SyntaxError, ValueError): result['compiles'] = False
            except RecursionError: continue
            print(json.dumps(result))
        """#
}

/// What an interpreter says of a file.
struct PythonJudgement: Decodable {
    let path: String
    let compiles: Bool
    let names: [String]
    let functions: [[PythonJudgedValue]]
    let imports: [String]
}

/// A text or a number.
enum PythonJudgedValue: Decodable, Hashable, CustomStringConvertible {
    case text(String)
    case number(Int)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        }
    }
}
