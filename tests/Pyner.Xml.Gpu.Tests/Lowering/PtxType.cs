using System.Globalization;

namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>A type of operands, such as <c>s32</c>.</summary>
/// <param name="Bits">Its width.</param>
/// <param name="IsSigned">Whether it is signed.</param>
internal readonly record struct PtxType(int Bits, bool IsSigned)
{
    /// <summary>Bytes in memory.</summary>
    public int Size => Bits / 8;

    /// <summary>Reads a type's name.</summary>
    public static PtxType Parse(string name) =>
        name == "pred" ? new PtxType(1, false) : new PtxType(int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture), name[0] == 's');

    /// <summary>A value's low bits.</summary>
    public ulong Cut(ulong value) => Bits == 64 ? value : value & ((1UL << Bits) - 1);

    /// <summary>A value as a number of this type.</summary>
    public long Signed(ulong value) => Bits == 64 ? (long)value : (long)(value << (64 - Bits)) >> (64 - Bits);

    /// <summary>Compares two values of this type.</summary>
    public bool Compare(string relation, ulong left, ulong right)
    {
        int order = IsSigned ? Signed(left).CompareTo(Signed(right)) : Cut(left).CompareTo(Cut(right));
        return relation switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "lt" or "lo" => order < 0,
            "le" or "ls" => order <= 0,
            "gt" or "hi" => order > 0,
            "ge" or "hs" => order >= 0,
            _ => throw new NotSupportedException(relation),
        };
    }
}
