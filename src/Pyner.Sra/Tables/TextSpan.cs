namespace Pyner.Sra.Tables;

/// <summary>Where a text stands in a block.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct TextSpan(int Start, int Length);
