import Foundation
import SourceScanners

/// The PHP interpreter of this machine: it judges the scanner with its own tokenizer and parser.
struct PHPInterpreter: Sendable {
    let path: String
    let version: PHPVersion

    static let found: PHPInterpreter? = {
        let environment = ProcessInfo.processInfo.environment
        for folder in (environment["PATH"] ?? "/usr/bin").split(separator: ":") {
            let path = "\(folder)/php"
            guard FileManager.default.isExecutableFile(atPath: path),
                let text = try? run(
                    path, ["-r", "token_get_all('<?php'); echo PHP_MAJOR_VERSION, ' ', PHP_MINOR_VERSION;"])
            else { continue }
            let numbers = text.split(separator: " ").compactMap { Int($0) }
            if numbers.count == 2, PHPVersion(numbers[0], numbers[1]) >= PHPVersion(8, 1) {
                return PHPInterpreter(path: path, version: PHPVersion(numbers[0], numbers[1]))
            }
        }
        return nil
    }()

    /// Standard output of a program.
    static func run(_ path: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// What the interpreter says of files: whether each parses, and the functions in it.
    func judge(_ paths: [String]) throws -> [PHPJudgement] {
        let list = try Self.temporaryFile(paths.joined(separator: "\n"))
        defer { try? FileManager.default.removeItem(atPath: list) }
        let text = try Self.run(
            path, ["-d", "short_open_tag=1", "-d", "memory_limit=1G", "-r", Self.script, "--", list])
        return try text.split(separator: "\n").map { line in
            try JSONDecoder().decode(PHPJudgement.self, from: Data(line.utf8))
        }
    }

    /// What `php -l` says of a source.
    func accepts(_ text: String) throws -> Bool {
        let file = try Self.temporaryFile(text)
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try Self.run(path, ["-d", "short_open_tag=1", "-l", file]).contains("No syntax errors")
    }

    private static func temporaryFile(_ text: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("php-\(UUID().uuidString).php")
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// All PHP files that the machine's packages brought.
    static var installedFiles: [String] {
        let root = "/usr/share/php"
        guard let files = FileManager.default.enumerator(atPath: root) else { return [] }
        return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".php") }.sorted().map { "\(root)/\($0)" }
    }

    private static let script = #"""
        foreach (file($argv[1], FILE_IGNORE_NEW_LINES) as $path) {
            $source = file_get_contents($path);
            $result = ['path' => $path, 'compiles' => true, 'functions' => []];
            try { $all = PhpToken::tokenize($source, TOKEN_PARSE); }
            catch (ParseError $e) { $result['compiles'] = false; $all = []; }
            $t = array_values(array_filter($all, fn($x) => !$x->isIgnorable()));
            $kinds = []; $next = []; $space = ''; $blocks = 0; $n = count($t);
            for ($i = 0; $i < $n; $i++) {
                $k = $t[$i];
                if ($k->is(T_NAMESPACE)) {
                    $named = $t[$i + 1]?->is([T_STRING, T_NAME_QUALIFIED]); $space = $named ? $t[$i + 1]->text : '';
                    if ($t[$i + ($named ? 2 : 1)]->text === '{') $next[$i + ($named ? 2 : 1)] = 'n';
                }
                if ($k->is([T_CLASS, T_TRAIT, T_INTERFACE, T_ENUM]) && !($t[$i - 1] ?? null)?->is(T_DOUBLE_COLON)) {
                    for ($j = $i + 1, $d = 0; $j < $n && !($d === 0 && $t[$j]->text === '{'); $j++) {
                        if ($t[$j]->text === '(' || $t[$j]->text === '{') $d++;
                        if ($t[$j]->text === ')' || $t[$j]->text === '}') $d--;
                    }
                    $next[$j] = 'c';
                }
                if ($k->is([T_IF, T_FOR, T_FOREACH, T_WHILE, T_SWITCH])) {
                    for ($j = $i + 1, $d = 0; $j < $n; $j++) {
                        if ($t[$j]->text === '(') $d++;
                        if ($t[$j]->text === ')' && --$d === 0) break;
                    }
                    if (($t[$j + 1] ?? null)?->text === ':') $blocks++;
                }
                if ($k->is([T_ENDIF, T_ENDFOR, T_ENDFOREACH, T_ENDWHILE, T_ENDSWITCH])) $blocks--;
                if ($k->is([T_CURLY_OPEN, T_DOLLAR_OPEN_CURLY_BRACES])) $kinds[] = '$';
                elseif ($k->text === '{') $kinds[] = $next[$i] ?? 'b';
                elseif ($k->text === '}' && !$k->is([T_ENCAPSED_AND_WHITESPACE, T_INLINE_HTML])) array_pop($kinds);
                if (!$k->is(T_FUNCTION) || ($t[$i - 1] ?? null)?->is(T_USE)) continue;
                $j = $i + 1; if ($t[$j]->text === '&') $j++;
                $named = $t[$j]->text !== '('; $name = $named ? $t[$j++]->text : '';
                if ($t[$j]->text !== '(') continue;
                $required = $total = 0; $rest = false; $references = 0; $names = [];
                for ($m = $j, $d = 0; $m < $n; $m++) {
                    $x = $t[$m]->text;
                    if ($x === '(' || $x === '[' || $t[$m]->is([T_ATTRIBUTE, T_CURLY_OPEN]) || $x === '{') $d++;
                    if ($x === ')' || $x === ']' || $x === '}') { if (--$d === 0) break; }
                    if ($d !== 1) continue;
                    if ($t[$m]->is(T_ELLIPSIS)) $rest = true;
                    if ($t[$m]->is(T_VARIABLE)) {
                        $total++; $names[] = substr($x, 1); $before = $t[$m - 1]->is(T_ELLIPSIS) ? $m - 2 : $m - 1;
                        if ($t[$before]->text === '&') $references++;
                        if (!$rest && $t[$m + 1]->text !== '=') $required = $total;
                    }
                }
                for ($m++, $d = 0; $m < $n && !($d === 0 && ($t[$m]->text === '{' || $t[$m]->text === ';')); $m++) {
                    if ($t[$m]->text === '(') $d++; if ($t[$m]->text === ')') $d--;
                }
                if ($m < $n && $t[$m]->text === '{') $next[$m] = 'f';
                if (!$named) continue;
                $real = array_values(array_diff($kinds, ['n', '$']));
                $kind = end($real) === 'c' ? 'method' : (array_intersect($real, ['f', 'c']) ? 'nested' : ($real || $blocks ? 'conditional' : 'plain'));
                $full = $kind === 'method' || $space === '' ? $name : "$space\\$name";
                $result['functions'][] = "{$k->line} $kind $full $required " . ($rest ? '*' : $total) . " $references " . implode(',', $names);
            }
            echo json_encode($result, JSON_INVALID_UTF8_SUBSTITUTE), "\n";
        }
        """#
}

/// What the interpreter says of a file.
struct PHPJudgement: Decodable {
    let path: String
    let compiles: Bool
    let functions: [String]
}
