namespace Pyner.Sra.Tables;

/// <summary>How a block holds a column's values.</summary>
internal enum BlockEncoding : byte
{
    /// <summary>No row has a value: nothing follows.</summary>
    Empty,

    /// <summary>Texts, one after the other.</summary>
    Texts,

    /// <summary>Distinct texts, and for each value the number of its text.</summary>
    Dictionary,

    /// <summary>Numbers of 1, 2, 4 or 8 bytes.</summary>
    Numbers,
}
