namespace Pyner.Pipeline.Reports;

/// <summary>A rejected file, as rejected.jsonl has it.</summary>
/// <param name="Accession">Its submission.</param>
/// <param name="File">Its path in the source.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="Offset">Byte at which it was noticed, or null.</param>
/// <param name="Line">Line at which it was noticed, or null.</param>
internal sealed record RejectedExample(string Accession, string File, string Message, long? Offset, long? Line);
