using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Recursive descent over the tokens (CEL language definition, Syntax). Nesting is limited, so that no text exhausts the stack.</summary>
internal sealed class CelParser
{
    /// <summary>Deepest nesting of brackets, calls and operands.</summary>
    public const int NestingMax = 64;

    /// <summary>Longest chain of operators, fields, indexes and calls.</summary>
    public const int ChainMax = 500;

    private static readonly Dictionary<string, (string Function, int Level)> Binary = new(StringComparer.Ordinal)
    {
        ["||"] = ("_||_", 1), ["&&"] = ("_&&_", 2),
        ["=="] = ("_==_", 3), ["!="] = ("_!=_", 3), ["<"] = ("_<_", 3), ["<="] = ("_<=_", 3), [">"] = ("_>_", 3), [">="] = ("_>=_", 3), ["in"] = ("@in", 3),
        ["+"] = ("_+_", 4), ["-"] = ("_-_", 4), ["*"] = ("_*_", 5), ["/"] = ("_/_", 5), ["%"] = ("_%_", 5),
    };

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    };

    private readonly List<CelToken> tokens;
    private int position;
    private int depth;

    private CelParser(string text) => tokens = new CelLexer(text).Tokens();

    private CelToken Token => tokens[position];

    /// <exception cref="CelSyntaxException">The text is no expression.</exception>
    public static CelNode Parse(string text)
    {
        var parser = new CelParser(text);
        var node = parser.Expression();
        if (parser.Token.Kind != CelTokenKind.End) throw parser.Unexpected("an operator or the end");
        return node;
    }

    private CelNode Expression()
    {
        if (++depth > NestingMax)
            throw CelSyntaxException.At(Token.At, Token.Length, $"The expression is nested deeper than {NestingMax}.", "Split it over several variables.");
        var condition = Operation(1);
        if (!Take("?"))
        {
            depth--;
            return condition;
        }
        var then = Operation(1);
        Need(":");
        var otherwise = Expression();
        depth--;
        return new CelNode.Call("_?_:_", [condition, then, otherwise], false, condition.At, Behind(condition));
    }

    private CelNode Operation(int level)
    {
        var left = Unary();
        while (true)
        {
            var token = Token;
            if (token.Kind is not (CelTokenKind.Symbol or CelTokenKind.Name) || !Binary.TryGetValue(token.Text, out var operation) || operation.Level < level) return left;
            position++;
            var right = Operation(operation.Level + 1);
            left = new CelNode.Call(operation.Function, [left, right], false, token.At, token.Length);
        }
    }

    private CelNode Unary()
    {
        var token = Token;
        if (token.Kind != CelTokenKind.Symbol || token.Text is not ("!" or "-")) return Member();
        var count = 0;
        while (Token.Kind == CelTokenKind.Symbol && Token.Text == token.Text)
        {
            position++;
            count++;
        }
        if (token.Text == "-" && Token is { Kind: CelTokenKind.Literal, Value.Kind: ValueKind.Int or ValueKind.Double or ValueKind.UInt } number
            && !number.Text.EndsWith('u') && !number.Text.EndsWith('U'))
        {
            position++;
            count--;
            return Negations(Member(new CelNode.Constant(Negative(number.Value), token.At, number.At + number.Length - token.At)), count, token);
        }
        return Negations(Member(), count, token);
    }

    private static CelNode Negations(CelNode node, int count, CelToken token)
    {
        for (; count > 0; count--) node = new CelNode.Call(token.Text == "!" ? "!_" : "-_", [node], false, token.At, token.Length);
        return node;
    }

    private static Value Negative(in Value value) => value.Kind switch
    {
        ValueKind.Int => Value.Of(-value.AsInt()),
        ValueKind.UInt => Value.Of(long.MinValue),
        _ => Value.Of(-value.AsDouble()),
    };

    private CelNode Member() => Member(Primary());

    private CelNode Member(CelNode node)
    {
        for (var links = 0; ; links++)
        {
            if (links > ChainMax) throw TooLong(Token.At, Token.Length);
            if (Take(".")) node = Field(node, false);
            else if (Take(".?")) node = Field(node, true);
            else if (Take("[")) node = Element(node, false);
            else if (Take("[?")) node = Element(node, true);
            else return node;
        }
    }

    private CelNode Field(CelNode target, bool optional)
    {
        var name = Token;
        if (name.Kind is not (CelTokenKind.Name or CelTokenKind.Quoted) || (name.Kind == CelTokenKind.Name && name.Text == "in")) throw Unexpected("a field name");
        position++;
        if (optional || name.Kind == CelTokenKind.Quoted || !Take("(")) return new CelNode.Select(target, name.Text, optional, false, name.At, name.Length);
        var arguments = Arguments(")");
        return CelMacros.Expand(target, name, arguments) ?? new CelNode.Call(name.Text, [target, .. arguments], true, name.At, name.Length);
    }

    private CelNode.Index Element(CelNode target, bool optional)
    {
        var token = Token;
        var key = Expression();
        Need("]");
        return new CelNode.Index(target, key, optional, token.At, token.Length);
    }

    private CelNode Primary()
    {
        var token = Token;
        position++;
        if (token.Kind == CelTokenKind.Literal) return Literal(token);
        if (token.Kind == CelTokenKind.Name) return Named(token, root: false);
        switch (token.Text)
        {
            case "(" when token.Kind == CelTokenKind.Symbol:
                var inner = Expression();
                Need(")");
                return inner;
            case "[" or "[?" when token.Kind == CelTokenKind.Symbol: return List(token);
            case "{" or "{?" when token.Kind == CelTokenKind.Symbol: return Map(token);
            case "." when token.Kind == CelTokenKind.Symbol && Token.Kind == CelTokenKind.Name:
                position++;
                return Named(tokens[position - 1], root: true);
        }
        position--;
        throw Unexpected("a value");
    }

    private static CelNode.Constant Literal(CelToken token)
    {
        if (token.Value.Kind == ValueKind.UInt && !token.Text.EndsWith('u') && !token.Text.EndsWith('U'))
            throw CelSyntaxException.At(token.At, token.Length, $"The number {token.Text} does not fit 64 bits.", "Write a smaller number, or a double.");
        return new CelNode.Constant(token.Value, token.At, token.Length);
    }

    private CelNode Named(CelToken token, bool root)
    {
        if (Reserved.Contains(token.Text))
            throw CelSyntaxException.At(token.At, token.Length, $"'{token.Text}' is a reserved word.", "Choose another name.");
        if (Token is { Kind: CelTokenKind.Symbol, Text: "{" })
            throw CelSyntaxException.At(token.At, token.Length, "Messages are not part of this language.", "Write a map: {'name': value}.");
        if (!Take("(")) return new CelNode.Name(token.Text, root, token.At, token.Length);
        var arguments = Arguments(")");
        return CelMacros.Expand(null, token, arguments) ?? new CelNode.Call(token.Text, arguments, false, token.At, token.Length);
    }

    private ImmutableArray<CelNode> Arguments(string end)
    {
        if (Take(end)) return [];
        var arguments = ImmutableArray.CreateBuilder<CelNode>();
        do arguments.Add(Expression());
        while (Take(","));
        Need(end);
        return arguments.ToImmutable();
    }

    private CelNode.List List(CelToken open)
    {
        var items = ImmutableArray.CreateBuilder<(CelNode, bool)>();
        var optional = open.Text == "[?";
        while (!Take("]"))
        {
            optional |= Take("?");
            items.Add((Expression(), optional));
            optional = false;
            if (!Take(",") && !Is("]")) throw Unexpected("',' or ']'");
        }
        return new CelNode.List(items.ToImmutable(), open.At, open.Length);
    }

    private CelNode.Map Map(CelToken open)
    {
        var entries = ImmutableArray.CreateBuilder<(CelNode, CelNode, bool)>();
        var optional = open.Text == "{?";
        while (!Take("}"))
        {
            optional |= Take("?");
            var key = Expression();
            Need(":");
            entries.Add((key, Expression(), optional));
            optional = false;
            if (!Take(",") && !Is("}")) throw Unexpected("',' or '}'");
        }
        return new CelNode.Map(entries.ToImmutable(), open.At, open.Length);
    }

    private bool Is(string symbol) => Token.Kind == CelTokenKind.Symbol && Token.Text == symbol;

    private bool Take(string symbol)
    {
        if (!Is(symbol)) return false;
        position++;
        return true;
    }

    private void Need(string symbol)
    {
        if (!Take(symbol)) throw Unexpected($"'{symbol}'");
    }

    public static CelSyntaxException TooLong(int at, int length) =>
        CelSyntaxException.At(at, length, $"The expression is a chain of more than {ChainMax} steps.", "Split it over several variables.");

    private int Behind(CelNode first) => Math.Max(1, tokens[position - 1].At + tokens[position - 1].Length - first.At);

    private CelSyntaxException Unexpected(string wanted) => CelSyntaxException.At(
        Token.At, Token.Length, $"Here stands {(Token.Kind == CelTokenKind.End ? "the end" : $"'{Token.Text}'")}, where {wanted} is expected.", Token is { Kind: CelTokenKind.Name, Text: var word } ? FixFor(word, wanted) : $"Write {wanted}.");

    private static string FixFor(string word, string wanted) => word.ToUpperInvariant() switch
    {
        "AND" => "Write && for 'and'.",
        "OR" => "Write || for 'or'.",
        "IS" or "EQUALS" => "Write == to compare.",
        _ => $"Write {wanted}; a text stands in quotes: 'like this'.",
    };
}
