namespace Pyner.Xml.Indexing;

/// <summary>What one block of 64 bytes holds: bit i of a mask stands for byte i.</summary>
internal struct BlockMasks
{
    /// <summary>Bytes <c>&lt;</c>.</summary>
    public ulong Less;

    /// <summary>Bytes <c>&amp;</c>.</summary>
    public ulong Ampersand;

    /// <summary>Bytes <c>]</c>.</summary>
    public ulong Bracket;

    /// <summary>Bytes <c>!</c> and <c>?</c>: behind a <c>&lt;</c> they open something other than a tag.</summary>
    public ulong Declaring;

    /// <summary>Bytes from 0x80.</summary>
    public ulong NonAscii;

    /// <summary>Bytes below 0x20 other than tab, line feed and carriage return (XML 1.0 section 2.2).</summary>
    public ulong Control;
}
