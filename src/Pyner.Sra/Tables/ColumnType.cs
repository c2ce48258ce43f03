namespace Pyner.Sra.Tables;

/// <summary>What a column holds. Every column may lack a value, unless it says that it is required.</summary>
public enum ColumnType : byte
{
    /// <summary>Text in UTF-8.</summary>
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    Number,

    /// <summary>A number in floating point of 64 bits.</summary>
    Real,

    /// <summary>Yes or no.</summary>
    Flag,
}
