/// The program that loads a Node.js handler as the platform's loader does and looks at it without calling it. CommonJS that
/// Node.js 8 and newer run.
enum NodeDriver {
    static let source = #"""
        'use strict';
        const fs = require('fs'), path = require('path'), Module = require('module');
        const question = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
        const write = text => fs.writeSync(1, text);
        const exit = process.reallyExit.bind(process);
        Object.assign(process.env, question.environment);
        Module._initPaths();
        process.argv.length = 1;

        const isModule = file => {
          if (file.endsWith('.mjs')) return true;
          for (let folder = path.dirname(file); folder.startsWith('/code'); folder = path.dirname(folder)) {
            try { return JSON.parse(fs.readFileSync(folder + '/package.json', 'utf8')).type === 'module'; } catch (error) { }
          }
          return false;
        };

        const load = async module => {
          const endings = question.searchesEverywhere ? ['.js', '.mjs', '.cjs'] : ['.js'];
          const file = endings.map(ending => path.join('/code', module + ending)).find(name => fs.existsSync(name));
          if (!file) throw Object.assign(new Error("Cannot find module '/code/" + module + ".js'"), { isOwn: true });
          if (question.searchesEverywhere && !file.endsWith('.cjs') && isModule(file)) {
            return new Function('file', 'return import(file)')('file://' + file);
          }
          return require(file);
        };

        // The package that a failed require or import names; not one of relative files.
        const absent = error => {
          if (!error || (error.code !== 'MODULE_NOT_FOUND' && error.code !== 'ERR_MODULE_NOT_FOUND') || error.isOwn) return null;
          const found = /Cannot find (?:module|package) '([^']+)'/.exec(error.message);
          return found && !found[1].startsWith('.') && !found[1].startsWith('/') ? found[1] : null;
        };

        const look = async entry => {
          const answer = { property: entry.property, detail: '' };
          let module;
          try {
            module = await load(entry.module);
          } catch (error) {
            const text = error instanceof Error ? String(error.stack || error) : 'threw ' + String(error);
            const missing = absent(error);
            if (missing) return Object.assign(answer, { state: 'absent', detail: missing });
            const message = error instanceof Error ? error.name + ': ' + error.message : text;
            return Object.assign(answer, { state: 'failed', detail: message.split('\n')[0], trace: text.split('\n') });
          }
          const value = module === null || module === undefined ? undefined : module[entry.name];
          if (value === undefined) {
            const names = Object.keys(Object(module)).filter(name => typeof module[name] === 'function').slice(0, 8);
            return Object.assign(answer, { state: 'missing', detail: names.map(name => '`' + name + '`').join(', ') });
          }
          if (typeof value !== 'function') return Object.assign(answer, { state: 'notCallable', detail: typeof value });
          if (/^class\b/.test(Function.prototype.toString.call(value))) {
            return Object.assign(answer, { state: 'notCallable', detail: 'class' });
          }
          return Object.assign(answer, { state: 'ok', detail: String(value.length) });
        };

        const main = async () => {
          const answers = [];
          for (const entry of question.entries) {
            try {
              answers.push(await look(entry));
            } catch (error) {
              answers.push({ property: entry.property, state: 'failed', detail: String(error) });
            }
          }
          for (const answer of answers) {
            answer.detail = answer.detail.slice(0, 400);
            answer.trace = (answer.trace || []).slice(0, 6).map(line => line.slice(0, 300));
          }
          write('\n' + question.token + JSON.stringify(answers) + '\n');
          exit(0);
        };
        // Files may make a rejection that nobody waits for; it is their business at run time.
        process.on('unhandledRejection', () => { });
        main();
        """#
}
