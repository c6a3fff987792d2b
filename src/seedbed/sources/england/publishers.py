"""Who publishes the open data of England, under which licence and where."""

from __future__ import annotations

from dataclasses import dataclass

OGL = "Open Government Licence v3.0"
OGL2 = "Open Government Licence v2.0"

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0; contains OS data "
    "© Crown copyright and database right; contains Royal Mail data © Royal Mail copyright and database right; "
    "source: ONS, MHCLG, OHID, NHS England."
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """One publisher and its terms."""

    name: str
    licence: str
    url: str


ONS = Publisher("Office for National Statistics", OGL, "https://www.ons.gov.uk/")
MHCLG = Publisher(
    "Ministry of Housing, Communities and Local Government",
    OGL,
    "https://www.gov.uk/government/collections/english-indices-of-deprivation",
)
OHID = Publisher("Office for Health Improvement and Disparities", OGL, "https://fingertips.phe.org.uk/")
NHS_ENGLAND = Publisher("NHS England", OGL, "https://digital.nhs.uk/services/organisation-data-service")
HCL = Publisher(
    "House of Commons Library, from NHS Digital QOF",
    "Open Parliament Licence v3.0",
    "https://github.com/houseofcommonslibrary/local-health-data-from-QOF",
)
GLA_TFL = Publisher("Greater London Authority and Transport for London", OGL2, "https://data.london.gov.uk/")
MPS = Publisher("Metropolitan Police Service", OGL2, "https://data.london.gov.uk/")
LIVERPOOL = Publisher("University of Liverpool, Place-Based Longitudinal Data Resource", OGL, "https://pldr.org/")
