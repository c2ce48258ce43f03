using System.Globalization;

namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>A register, a constant or one of the numbers that a thread knows itself by.</summary>
internal readonly struct PtxOperand
{
    private readonly int _register;
    private readonly ulong _constant;
    private readonly string? _special;

    private PtxOperand(int register, ulong constant, string? special)
    {
        _register = register;
        _constant = constant;
        _special = special;
    }

    /// <summary>Reads an operand.</summary>
    public static PtxOperand Parse(string text, Func<string, int> register, IReadOnlyDictionary<string, ulong> symbols)
    {
        if (text.EndsWith(".x", StringComparison.Ordinal))
            return new PtxOperand(-1, 0, text);
        if (text[0] == '%')
            return new PtxOperand(register(text), 0, null);
        if (symbols.TryGetValue(text, out ulong address))
            return new PtxOperand(-1, address, null);
        ulong constant = text[0] == '-'
            ? (ulong)long.Parse(text, CultureInfo.InvariantCulture)
            : ulong.Parse(text, CultureInfo.InvariantCulture);
        return new PtxOperand(-1, constant, null);
    }

    /// <summary>The register's number.</summary>
    public int Register => _register >= 0 ? _register : throw new NotSupportedException("a constant can't be written to");

    /// <summary>Its value for a thread.</summary>
    public ulong Value(PtxThread thread) => _register >= 0 ? thread.Registers[_register] : _special switch
    {
        null => _constant,
        "%tid.x" => (ulong)thread.Index,
        "%ntid.x" => (ulong)thread.GroupSize,
        "%ctaid.x" => (ulong)thread.Group,
        _ => throw new NotSupportedException(_special),
    };
}
