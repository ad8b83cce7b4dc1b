using System.Collections.Frozen;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>JavaScript that is known and not taken: why, and what to do instead.</summary>
internal static class JsRefusals
{
    private const string WriteOne = "Write one expression; condition ? a : b chooses.";
    private const string Change = "An expression only reads.";
    private const string SetVariable = "Change variables with Elsa.SetVariable.";
    private const string Macros = "Write the expression in CEL: vars.list.filter(x, x > 1).";
    private const string Patterns = "Use includes, startsWith, endsWith, split or replace with texts, or CEL's matches.";
    private const string Chance = "It gives something else each time; what happened could not be told again.";
    private const string LastDigit = "Its last digit differs from machine to machine.";
    private const string Clock = "An expression has no clock.";
    private const string Now = "Write the expression in CEL, where 'now' is the time of the turn.";
    private const string Keep = "Keep the output in a variable, and read that.";

    private static readonly FrozenDictionary<string, (string Message, string Fix)> Words = Table(
        (["let", "const", "var", "if", "else", "for", "while", "do", "switch", "case", "break", "continue", "try", "catch", "throw", "debugger", "with", "import", "export", "return", "class"],
            "'{0}' belongs to a statement; an expression holds none.", WriteOne),
        (["function", "async", "yield", "await", "this", "super", "arguments", "eval", "require", "globalThis"], "'{0}' belongs to a program; it is not run here.", WriteOne),
        (["new"], "'new' is not taken: values are written as they are.", "Write [ ] for a list and ({ }) for an object."),
        (["delete"], Change, SetVariable), (["void"], "'void' is not taken.", "Write undefined."),
        (["in", "instanceof"], "'{0}' is not taken.", "Ask for the member: variables.x.name !== undefined."),
        (["signal", "vars", "customer", "now", "item"], "'{0}' is a name of CEL.", "Write the expression in CEL (docs/expressions.md); variables of Elsa are variables.name."),
        (["Date"], Clock, Now), (["RegExp"], "Patterns are not run here.", Patterns), (["BigInt", "Symbol", "Map", "Set", "Promise", "Proxy", "Reflect", "Intl", "console", "Object"], "'{0}' is not taken.", "Use what docs/expressions.md lists, or CEL."),
        (["input"], "Inputs are read one by one.", "Write getInput('name')."));

    private static readonly FrozenDictionary<string, (string Message, string Fix)> Symbols = Table(
        (["=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??=", "++", "--"], "'{0}' changes something. " + Change, SetVariable + " To compare write ===."),
        (["=>"], "Functions are not taken.", Macros), ([";"], "Several statements are not taken.", WriteOne), ([","], "Several expressions with commas are not taken.", WriteOne),
        (["..."], "'...' is not taken.", "Name the items or members, or use concat."));

    private static readonly FrozenDictionary<string, (string Message, string Fix)> Calls = Table(
        (["setVariable", "setCorrelationId", "setWorkflowInstanceName", "setOutcome", "setOutcomes"], "'{0}' changes something. " + Change, SetVariable + " Elsa.Correlate and Elsa.SetName set the others."),
        (["getOutputFrom", "getLastResult"], "'{0}' is not taken: outputs are kept in variables only.", Keep),
        (["newGuid", "newGuidString", "newShortGuid", "Math.random"], Chance, "Use getWorkflowInstanceId(), which is unique, or let an event bring it."),
        (["Math.sin", "Math.cos", "Math.tan", "Math.asin", "Math.acos", "Math.atan", "Math.atan2", "Math.exp", "Math.log", "Math.log2", "Math.log10", "Math.cbrt", "Math.hypot", "Math.sinh", "Math.cosh", "Math.tanh"],
            LastDigit, "Let an event or a score bring the number."),
        (["toJson"], "'toJson' is not taken.", "Write JSON.stringify(x)."), (["getConfig"], "An expression reads no settings.", "Keep the value in a variable."),
        (["map", "filter", "find", "findIndex", "some", "every", "reduce", "forEach", "flatMap"], "'{0}' needs a function, and functions are not taken.", Macros),
        (["push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"], "'{0}' changes the list. " + Change, SetVariable),
        (["match", "matchAll", "search", "test", "exec"], "Patterns are not run here.", Patterns),
        (["toLocaleString", "toLocaleDateString", "toLocaleTimeString", "localeCompare", "toDateString", "toTimeString", "getHours", "getMinutes", "getDay", "getDate", "getMonth", "getFullYear"],
            "'{0}' depends on the machine.", "Write it in CEL with a time zone: localTime(vars.departure, 'Europe/Berlin')."),
        (["JSON.parse"], "'JSON.parse' is not taken.", "Let the variable hold the object itself."), (["substr"], "'substr' is not taken.", "Write substring(start, end)."));

    /// <summary>Why a word that stands where a value or operator could stand is refused; null when it is not known.</summary>
    public static CelIssue? Word(in JsToken token) => Of(Words, token.Text, token.At, token.Length);

    public static CelIssue? Symbol(in JsToken token) => Of(Symbols, token.Text, token.At, token.Length);

    /// <summary>Why a function (<c>Math.random</c>) or a method is refused.</summary>
    public static CelIssue? Call(string name, int at, int length) => Of(Calls, name, at, length);

    /// <summary>A regular expression where a value is expected.</summary>
    public static CelSyntaxException Pattern(in JsToken token) => Refused(token, "Patterns are not run here.", Patterns);

    public static CelSyntaxException Refused(in JsToken token, string message, string fix) => new(new CelIssue(token.At, token.Length, "refused", message, fix));

    private static CelIssue? Of(FrozenDictionary<string, (string Message, string Fix)> table, string name, int at, int length) =>
        table.TryGetValue(name, out var known) ? new CelIssue(at, length, "refused", known.Message.Replace("{0}", name, StringComparison.Ordinal), known.Fix) : null;

    private static FrozenDictionary<string, (string Message, string Fix)> Table(params (string[] Names, string Message, string Fix)[] rows) =>
        rows.SelectMany(row => row.Names.Select(name => (name, row.Message, row.Fix))).ToFrozenDictionary(r => r.name, r => (r.Message, r.Fix), StringComparer.Ordinal);
}
