using Pyner.Contracts.V1;

namespace Pyner.Gateway.Catalogs;

/// <summary>A page of rejected files.</summary>
/// <param name="Files">What is on it.</param>
/// <param name="NextPageToken">Gives the next page; empty on the last one.</param>
internal sealed record RejectedPage(IReadOnlyList<RejectedSubmissionFile> Files, string NextPageToken);
