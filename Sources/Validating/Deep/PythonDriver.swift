/// The program that loads a Python handler as the platform's loader does and looks at it without calling it. Python 3.6 and
/// newer; what it imports itself is imported before the code's folders are searched.
enum PythonDriver {
    static let source = #"""
        import importlib, importlib.machinery, importlib.util, inspect, json, os, sys, traceback

        with open(sys.argv[1], encoding="utf-8") as question_file:
            question = json.load(question_file)
        answer_file = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")
        os.environ.update(question["environment"])
        code = question["searchPath"][0]
        own = [part for part in sys.path if part and not part.startswith(os.path.dirname(os.path.abspath(sys.argv[0])))]
        sys.path[:] = question["searchPath"] + own
        sys.argv[:] = [""]
        sys.dont_write_bytecode = True
        try:
            import site
            site.setquit()
            site.setcopyright()
            site.sethelper()
            import resource
            resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        except (ImportError, AttributeError, ValueError, OSError):
            pass
        loaded = {}

        def load_in_code(module):
            folder, _, dotted = module.rpartition("/")
            path, name = [os.path.join(code, folder)], ""
            for part in dotted.split("."):
                name = name + "." + part if name else part
                if name in sys.modules and name in loaded:
                    result = sys.modules[name]
                else:
                    spec = importlib.machinery.PathFinder.find_spec(name, path)
                    if spec is None or spec.loader is None or not spec.has_location:
                        raise ImportError("No module named %r in %s" % (name, ", ".join(path)))
                    result = importlib.util.module_from_spec(spec)
                    sys.modules[name] = result
                    loaded[name] = True
                    spec.loader.exec_module(result)
                    result = sys.modules[name]
                path = list(getattr(result, "__path__", []))
            return result

        def load(module):
            if question["searchesEverywhere"]:
                return importlib.import_module(module.replace("/", "."))
            return load_in_code(module)

        def is_packaged(name):
            top = name.split(".")[0]
            folders = [part for part in sys.path if part == "/code" or part.startswith(("/code/", "/opt/"))]
            return any(os.path.lexists(os.path.join(folder, top + end)) for folder in folders for end in ("", ".py"))

        def look(entry):
            answer = {"property": entry["property"], "detail": ""}
            try:
                module = load(entry["module"])
            except BaseException as error:
                answer["state"] = "failed"
                answer["detail"] = traceback.format_exception_only(type(error), error)[-1].strip()
                frames = [
                    frame for frame in traceback.extract_tb(error.__traceback__)
                    if not frame[0].startswith(("<frozen importlib", "/tmp/driver"))]
                lines = traceback.format_list(frames) + traceback.format_exception_only(type(error), error)
                answer["trace"] = "".join(lines).splitlines()
                name = getattr(error, "name", None)
                if isinstance(error, ModuleNotFoundError) and isinstance(name, str) and not is_packaged(name):
                    answer["state"] = "absent"
                    answer["detail"] = name
                return answer
            try:
                value = getattr(module, entry["name"])
            except AttributeError:
                names = [name for name in vars(module) if not name.startswith("_") and inspect.isroutine(vars(module)[name])]
                return dict(answer, state="missing", detail=", ".join("`%s`" % name for name in names[:8]))
            if not callable(value):
                return dict(answer, state="notCallable", detail=type(value).__name__)
            call = value if inspect.isroutine(value) or inspect.isclass(value) else getattr(type(value), "__call__", value)
            if inspect.iscoroutinefunction(call):
                return dict(answer, state="notCallable", detail="coroutine function")
            if inspect.isgeneratorfunction(call) and not entry["acceptsGenerator"]:
                return dict(answer, state="notCallable", detail="generator function")
            try:
                signature = inspect.signature(value, follow_wrapped=False)
            except (TypeError, ValueError):
                return dict(answer, state="ok")
            try:
                signature.bind(*([None] * entry["arguments"]))
            except TypeError:
                return dict(answer, state="signature", detail=str(signature))
            return dict(answer, state="ok")

        answers = []
        for entry in question["entries"]:
            try:
                answers.append(look(entry))
            except BaseException as error:
                answers.append({"property": entry["property"], "state": "failed", "detail": repr(error), "trace": []})
        for answer in answers:
            answer["detail"] = answer["detail"][:400]
            answer["trace"] = [line[:300] for line in answer.get("trace", [])[-6:]]
        answer_file.write("\n" + question["token"] + json.dumps(answers) + "\n")
        answer_file.flush()
        os._exit(0)
        """#
}
