namespace Pyner.Query.Values;

/// <summary>What a value is in JSON.</summary>
internal enum ValueKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list or a structure.</summary>
    Nested,
}
