namespace Pyner.Sra.Tests.Sources;

/// <summary>A submission, or a part of one, as a source delivered it.</summary>
internal sealed record DeliveredGroup(long Ordinal, string Accession, bool IsFirstGroup, bool IsWhole, string Kinds);
