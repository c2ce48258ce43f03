using Pyner.Services.Tests;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// One system for all tests, and one test at a time: they kill its processes.
[assembly: AssemblyFixture(typeof(PynerSystem))]
[assembly: Parallelization(Mode = ParallelMode.None)]
