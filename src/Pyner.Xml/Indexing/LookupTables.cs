using System.Runtime.Intrinsics;

namespace Pyner.Xml.Indexing;

/// <summary>
/// Classes of bytes for a shuffle: entry i is the member that has i as its low four bits, or else one that has other low bits and so
/// equals no byte that is looked up there. One shuffle and one comparison tell whether a byte is in the class.
/// </summary>
internal static class LookupTables
{
    private const byte No = 0x01; // at entry 0: no byte with low bits 0 equals it
    private const byte Not = 0x10; // at the others: its low bits are 0

    /// <summary><c>&lt;</c> (0x3C) and <c>&amp;</c> (0x26).</summary>
    public static Vector128<byte> Tokens => Vector128.Create(No, Not, Not, Not, Not, Not, 0x26, Not, Not, Not, Not, Not, 0x3C, Not, Not, Not);

    /// <summary><c>!</c> (0x21), <c>?</c> (0x3F) and <c>]</c> (0x5D).</summary>
    public static Vector128<byte> Openers => Vector128.Create(No, 0x21, Not, Not, Not, Not, Not, Not, Not, Not, Not, Not, Not, 0x5D, Not, 0x3F);

    /// <summary>Tab (0x09), line feed (0x0A) and carriage return (0x0D).</summary>
    public static Vector128<byte> Spaces => Vector128.Create(No, Not, Not, Not, Not, Not, Not, Not, Not, 0x09, 0x0A, Not, Not, 0x0D, Not, Not);
}
