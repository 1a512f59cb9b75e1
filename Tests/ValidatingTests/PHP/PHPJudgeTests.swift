import BuildModel
import Foundation
import Testing

/// The PHP interpreter loads the functions of the corpus as the platform does.
@Suite(.enabled(if: ForeignTool.path("php") != nil)) struct PHPCorpusJudgeTests {
    /// Rules that loading, looking up and counting parameters show; a newer interpreter knows newer syntax.
    private static let judged: Set<String> = [
        "entry-file-missing", "wrapping-folder", "entry-symbol-missing", "hook-missing", "hook-signature",
        "syntax-error", "dependency-missing",
    ]

    @Test func agreesWithPHP() throws {
        let fixture = try Fixture()
        try ForeignTool.write(["judge.php": Array(Self.script.utf8)], to: fixture.folder)
        var count = 0
        for (index, function) in phpCorpus.enumerated() where function.layers.isEmpty {
            guard function.broken.map(Self.judged.contains) ?? true, !function.name.contains("PHP 8") else { continue }
            let folder = "\(fixture.folder)/\(index)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var files = function.files.mapValues { Array($0.utf8) }
            // Composer's own loader and the packages are left out of the corpus.
            if files["vendor/autoload.php"] != nil { files["vendor/autoload.php"] = Array("<?php".utf8) }
            try ForeignTool.write(files, to: folder)
            let hooks = [function.initializer, function.preStop].compactMap(\.self)
            let answer =
                (try? ForeignTool.run(
                    "php", ["-d", "include_path=\(folder)", "judge.php", folder, function.handler] + hooks,
                    in: fixture.folder)) ?? "failed"
            let works = answer.hasSuffix("judged ok")
            #expect(works == (function.broken == nil), "\(function.name): \(answer)")
            count += 1
        }
        #expect(count >= 30)
    }

    private static let script = """
        <?php
        foreach (array_slice($argv, 2) as $index => $handler) {
            $dot = strrpos($handler, '.');
            $file = $argv[1] . '/' . str_replace('.', '/', substr($handler, 0, $dot)) . '.php';
            if (!file_exists($file)) { exit('no file'); }
            require_once $file;
            $function = substr($handler, $dot + 1);
            if (!function_exists($function)) { exit('no function'); }
            $needed = (new ReflectionFunction($function))->getNumberOfRequiredParameters();
            if ($needed > ($index == 0 ? 2 : 1)) { exit('parameters'); }
        }
        echo 'judged ok';
        """
}
