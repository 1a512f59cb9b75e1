/// Python functions, working and broken.
let pythonCorpus: [CorpusCase] = [
    CorpusCase(
        name: "plain handler", runtime: "python3.10",
        files: ["index.py": "def handler(event, context):\n    return event\n"]),
    CorpusCase(
        name: "handler named otherwise", runtime: "python3.10",
        files: ["index.py": "def main_handler(event, context):\n    return event\n"], broken: "entry-symbol-missing"),
]
