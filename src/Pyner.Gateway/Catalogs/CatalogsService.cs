using Google.Api;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Pyner.Contracts.V1;
using Pyner.Gateway.Access;
using Pyner.Gateway.Errors;
using Pyner.Gateway.Starting;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Reports;

namespace Pyner.Gateway.Catalogs;

/// <summary>The calls about a published knowledge base.</summary>
[Authorize(Policy = AccessPolicies.Read)]
internal sealed class CatalogsService(IJobLedger ledger, KnowledgeBaseCache cache) : Contracts.V1.Catalogs.CatalogsBase
{
    /// <inheritdoc/>
    public override Task<ListValuesResponse> ListOrganisms(ListValuesRequest request, ServerCallContext context) =>
        ListAsync(CatalogKind.Organisms, request, context);

    /// <inheritdoc/>
    public override Task<ListValuesResponse> ListStrategies(ListValuesRequest request, ServerCallContext context) =>
        ListAsync(CatalogKind.Strategies, request, context);

    /// <inheritdoc/>
    public override Task<ListValuesResponse> ListSources(ListValuesRequest request, ServerCallContext context) =>
        ListAsync(CatalogKind.Sources, request, context);

    /// <inheritdoc/>
    public override Task<ListValuesResponse> ListSelections(ListValuesRequest request, ServerCallContext context) =>
        ListAsync(CatalogKind.Selections, request, context);

    /// <inheritdoc/>
    public override Task<ListValuesResponse> ListLayouts(ListValuesRequest request, ServerCallContext context) =>
        ListAsync(CatalogKind.Layouts, request, context);

    /// <inheritdoc/>
    public override Task<ListValuesResponse> ListPlatforms(ListValuesRequest request, ServerCallContext context) =>
        ListAsync(CatalogKind.Platforms, request, context);

    /// <inheritdoc/>
    public override Task<ListValuesResponse> ListInstrumentModels(ListValuesRequest request, ServerCallContext context) =>
        ListAsync(CatalogKind.InstrumentModels, request, context);

    /// <inheritdoc/>
    public override Task<ListValuesResponse> ListAttributes(ListValuesRequest request, ServerCallContext context) =>
        ListAsync(CatalogKind.Attributes, request, context);

    /// <inheritdoc/>
    public override async Task<ListOrganismStrategiesResponse> ListOrganismStrategies(ListOrganismStrategiesRequest request, ServerCallContext context)
    {
        LoadedKnowledgeBase loaded = await LoadAsync(request.JobId, context);
        ListingPage page = new ListingQuery
        {
            Subject = $"{request.JobId} organism_strategies",
            PageSize = request.PageSize,
            PageToken = request.PageToken,
            OrderBy = request.OrderBy,
            Prefix = request.OrganismPrefix,
            Name = request.Organism,
            Strategy = request.Strategy,
        }.Take(loaded.OrganismStrategies);
        return new ListOrganismStrategiesResponse
        {
            Pairs =
            {
                page.Values.Select(value => new OrganismStrategy
                {
                    Organism = value.Name,
                    Strategy = value.Strategy,
                    Count = value.Count,
                    Submissions = value.Submissions,
                }),
            },
            NextPageToken = page.NextPageToken,
            TotalSize = page.Total,
        };
    }

    /// <inheritdoc/>
    public override async Task<Statistics> GetStatistics(GetStatisticsRequest request, ServerCallContext context)
    {
        PublishedKnowledgeBase content = (await LoadAsync(request.JobId, context)).Content;
        KnowledgeBaseStatistics figures = content.Statistics;
        var statistics = new Statistics
        {
            Timestamp = content.Timestamp.ToTimestamp(),
            Submissions = content.FilesProcessed,
            Experiments = figures.TotalExperiments,
            Samples = figures.TotalSamples,
            Runs = figures.TotalRuns,
            UniqueOrganisms = figures.UniqueOrganisms,
            UniqueStrategies = figures.UniqueStrategies,
            UniqueSources = figures.UniqueSources,
            UniqueSelections = figures.UniqueSelections,
            UniqueLayouts = figures.UniqueLayouts,
            UniquePlatforms = figures.UniquePlatforms,
            UniqueInstrumentModels = figures.UniqueInstrumentModels,
            UniqueAttributes = figures.UniqueAttributes,
            ExperimentsMissingFields = figures.ExperimentsMissingFields,
            SamplesMissingFields = figures.SamplesMissingFields,
            MisplacedRecords = figures.MisplacedRecords,
            UnresolvedSampleReferences = figures.UnresolvedSampleReferences,
            FilesRejected = figures.RejectedFiles,
        };
        if (content.Stage is int stage)
            statistics.Stage = stage;
        return statistics;
    }

    /// <inheritdoc/>
    public override async Task<ListRejectedFilesResponse> ListRejectedFiles(ListRejectedFilesRequest request, ServerCallContext context)
    {
        JobStatus job = await FindAsync(request.JobId, context);
        LoadedKnowledgeBase loaded = await cache.GetAsync(job, context.CancellationToken);
        await using FileStream list = await cache.OpenAsync(job, RejectedFilesFile.Name, context.CancellationToken);
        RejectedPage page = await new RejectedQuery
        {
            JobId = request.JobId,
            PageSize = request.PageSize,
            PageToken = request.PageToken,
            Code = request.Code,
        }.TakeAsync(list, context.CancellationToken);
        return new ListRejectedFilesResponse
        {
            Files = { page.Files },
            NextPageToken = page.NextPageToken,
            TotalSize = loaded.Content.Statistics.RejectedFiles,
        };
    }

    /// <inheritdoc/>
    public override async Task<HttpBody> GetReport(GetReportRequest request, ServerCallContext context)
    {
        JobStatus job = await FindAsync(request.JobId, context);
        await using FileStream report = await cache.OpenAsync(job, ReportFile.Name, context.CancellationToken);
        ReportResponse.AddHeaders(context.GetHttpContext().Response.Headers, job.Id);
        return new HttpBody { ContentType = ReportResponse.ContentType, Data = await ReportResponse.ReadAsync(report, job, context.CancellationToken) };
    }

    private async Task<ListValuesResponse> ListAsync(CatalogKind kind, ListValuesRequest request, ServerCallContext context)
    {
        LoadedKnowledgeBase loaded = await LoadAsync(request.JobId, context);
        ListingPage page = new ListingQuery
        {
            Subject = $"{request.JobId} {kind.Name}",
            PageSize = request.PageSize,
            PageToken = request.PageToken,
            OrderBy = request.OrderBy,
            Prefix = request.Prefix,
            Contains = request.Contains,
        }.Take(loaded.Catalog(kind));
        return new ListValuesResponse
        {
            Values =
            {
                page.Values.Select(value => new CatalogValue
                {
                    Value = value.Name,
                    Count = value.Count,
                    Submissions = value.Submissions,
                    Rank = value.Rank,
                    OffVocabulary = value.OffVocabulary,
                }),
            },
            NextPageToken = page.NextPageToken,
            TotalSize = page.Total,
        };
    }

    private async Task<LoadedKnowledgeBase> LoadAsync(string jobId, ServerCallContext context) =>
        await cache.GetAsync(await FindAsync(jobId, context), context.CancellationToken);

    private async Task<JobStatus> FindAsync(string jobId, ServerCallContext context) =>
        await ledger.FindAsync(JobIds.Require(jobId), context.CancellationToken) ?? throw RpcErrors.UnknownJob(jobId);
}
